package dev.allstop.core.report;

import static dev.allstop.core.report.Reports.NOON;
import static dev.allstop.core.report.Reports.hold;
import static dev.allstop.core.report.Reports.node;
import static dev.allstop.core.report.Reports.report;
import static dev.allstop.core.report.Reports.server;
import static org.assertj.core.api.Assertions.assertThat;

import dev.allstop.core.hold.Hold;
import dev.allstop.core.hold.OnDeadline;
import dev.allstop.core.hold.Selector;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ReportPageTest {

    private static final String EVIL = "<script>alert('x')</script>&\"--><b a='\u202e\u0000\ud800";

    @Test
    void tells_who_held_it_up_the_last_one_first() {
        String page = ReportPage.of(new Recording(
                report(Verdict.STOPPED, hold("h1", ""), 4_000, node("web-1", MemberOutcome.DRAINED,
                        server("quartz", "orders", ServerState.DRAINED)), node("web-2", MemberOutcome.DRAINED)),
                List.of(span("web-1", "invoice", -5_000, 1_000), span("web-1", "reports", -60_000, 3_900)), 10_000 + 4_000));

        assertThat(page).contains("<h1>STOPPED 1/1 servers on 2/2 nodes in 4s</h1>")
                .containsSubsequence("Who held it up",
                        "<strong>reports</strong> (reports-1) of quartz/orders on web-1: ended 3.9s after the order, ran 1m 4s",
                        "<strong>invoice</strong> (invoice-1) of quartz/orders on web-1: ended 1s after the order, ran 6s",
                        "Time line", "web-1", "DRAINED, gates closed after 12ms, drained after 3.8s", "quartz/orders",
                        "2 jobs seen", "<b class=\"last\">ended 3.9s", "web-2", "The report", "NODE   KIND")
                .contains("<dt>Reason</dt><dd>deploy 42</dd>", "<dt>Ordered</dt><dd>2026-11-23T12:00:00Z by root@ops on web-1</dd>",
                        "2 seen ending, 0 running, 0 started after the acknowledgement");
    }

    @Test
    void shows_where_a_job_stands_that_still_runs_and_what_else_went_wrong() {
        RunningJob straggler = new RunningJob("reports", "reports-1", "worker-1", NOON, 34_000, List.of("a.B.c(B.java:1)"));
        String page = ReportPage.of(new Recording(
                report(Verdict.NOT_DRAINED, hold("h1", ""), 30_000,
                        node("web-1", MemberOutcome.DRAINING, server("quartz", "orders", ServerState.DRAINING, straggler)),
                        node("web-2", MemberOutcome.UNREACHABLE)),
                List.of(span("web-1", "reports", -4_000, -1)), 10_000 + 30_000));

        assertThat(page).contains("<h1>NOT DRAINED within 30s:", "still running after 34s",
                "<pre>thread worker-1\n    at a.B.c(B.java:1)</pre>",
                "<li>web-2 did not acknowledge: its jobs may still run and start</li>");
    }

    @Test
    void a_job_that_ended_before_the_order_has_no_part_in_it() {
        String page = ReportPage.of(new Recording(report(Verdict.STOPPED, hold("h1", ""), 4_000, node("web-1",
                MemberOutcome.DRAINED, server("quartz", "orders", ServerState.DRAINED))),
                List.of(span("web-1", "early", -5_000, -100).endedAt(10_000 - 100)), 10_000 + 4_000));

        assertThat(page).contains("No job was running").doesNotContain("early");
    }

    @Test
    void whatever_comes_from_outside_is_text() throws Exception {
        ServerReport server = new ServerReport(EVIL, EVIL, EVIL, ServerState.DRAINING, EVIL,
                List.of(new RunningJob(EVIL, EVIL, EVIL, NOON, 34_000, List.of(EVIL))), 0, 1, 0, 0, 0, 0, 0, EVIL);
        Hold hold = new Hold(EVIL, Selector.ALL, true, EVIL, EVIL, EVIL, NOON, Duration.ofSeconds(30), Optional.empty(),
                OnDeadline.REPORT);
        String page = ReportPage.of(new Recording(report(Verdict.NOT_DRAINED, hold, 30_000, node(EVIL, MemberOutcome.DRAINING,
                server)).withHeadline(EVIL), List.of(new JobSpan("incarnation-of-" + EVIL, EVIL, EVIL, EVIL, EVIL, 0, -1)), 40_000));

        Document parsed = parsed(page);
        assertThat(parsed.getElementsByTagName("script").getLength()).isZero();
        assertThat(parsed.getElementsByTagName("h1").item(0).getTextContent())
                .isEqualTo("<script>alert('x')</script>&\"--><b a='\ufffd\ufffd\ufffd");
        assertThat(parsed.getElementsByTagName("strong").item(0).getTextContent()).startsWith("<script>alert");
        assertThat(page).doesNotContain("<script").doesNotContain("\u202e").doesNotContain("\u0000");
    }

    @Test
    void needs_nothing_from_anywhere() throws Exception {
        String page = ReportPage.of(new Recording(report(Verdict.STOPPED, hold("h1", ""), 4_000), List.of(), 4_000));

        assertThat(page).doesNotContain("http://").doesNotContain("https://").doesNotContain("url(").doesNotContain("@import")
                .contains("default-src 'none'");
        Document parsed = parsed(page);
        for (String loading : List.of("script", "link", "img", "iframe", "object", "base")) {
            assertThat(parsed.getElementsByTagName(loading).getLength()).as(loading).isZero();
        }
        NodeList all = parsed.getElementsByTagName("*");
        for (int at = 0; at < all.getLength(); at++) {
            assertThat(all.item(at).getAttributes().getNamedItem("href")).isNull();
            assertThat(all.item(at).getAttributes().getNamedItem("src")).isNull();
        }
    }

    /** The page is XML, too, but for the elements that HTML does not close. */
    private static Document parsed(String page) throws Exception {
        String xml = page.replace("<!DOCTYPE html>", "").replaceAll("(<meta [^>]*)>", "$1/>").replace("<br>", "<br/>");
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    /** Milliseconds after the order, which was given at 10 s of the clock; a negative end is no end. */
    private static JobSpan span(String node, String job, long from, long to) {
        return new JobSpan("incarnation-of-" + node, "quartz", "orders", job, job + "-1", 10_000 + from, to < 0 ? -1 : 10_000 + to);
    }
}
