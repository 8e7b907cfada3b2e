package dev.allstop.core.report;

import dev.allstop.core.config.Durations;
import dev.allstop.core.hold.Hold;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A stop as a page to look at afterwards: one file with no script and nothing to load, so that it can be read anywhere, for years.
 * What its pictures show is written beside them.
 */
public final class ReportPage {

    private static final int LATEST = 5;
    private static final int ROWS = 1_000;
    private static final int TICKS = 4;

    /** With its color as an attribute too, see {@link PageStyle}. */
    private enum Bar {

        JOB("job-bar", "#3b6fb6"), LAST("last-bar", "#c2410c"), GATE("gate-bar", "#b8c4d2");

        private final String name;
        private final String color;

        Bar(String name, String color) {
            this.name = name;
            this.color = color;
        }
    }

    private final Report report;
    private final List<JobSpan> jobs;
    private final long begin;
    private final long length;
    private final Html html = new Html();
    private int rows;

    private ReportPage(Recording recording) {
        report = recording.report();
        begin = recording.answeredAt() - report.elapsedMs();
        length = Math.max(1, report.elapsedMs());
        jobs = recording.jobs().stream().filter(job -> job.isRunning() || job.to() >= begin)
                .sorted(Comparator.comparingLong(this::end).reversed().thenComparing(JobSpan::from)).toList();
    }

    /** The whole page. */
    public static String of(Recording recording) {
        return new ReportPage(recording).write();
    }

    private String write() {
        html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
                .element("title", report.headline()).raw("\n<style>\n").raw(PageStyle.CSS).raw("</style>\n</head>\n<body>\n<main>\n");
        head();
        problems();
        latest();
        timeLine();
        html.raw("<h2>The report</h2>\n<details>\n<summary>As the command line prints it</summary>\n")
                .element("pre", ReportTable.text(report)).raw("\n</details>\n</main>\n</body>\n</html>\n");
        return html.toString();
    }

    private void head() {
        String verdict = report.verdict().map(Verdict::name).orElse("").replace('_', ' ');
        String looks = report.is(Verdict.STOPPED) || report.is(Verdict.RESUMED) ? "good"
                : report.is(Verdict.NOT_DRAINED) ? "warn" : "bad";
        html.raw("<header>\n<span class=\"verdict " + looks + "\">").text(verdict).raw("</span>\n")
                .element("h1", report.headline()).raw("\n<dl>\n");
        Counts counts = Counts.of(report);
        report.hold().ifPresent(this::hold);
        fact("Nodes", counts.reached() + " of " + Math.max(report.expected(), counts.nodes()) + " answered");
        fact("Job servers", counts.drained() + " of " + counts.servers() + " drained");
        fact("Jobs", jobs.stream().filter(job -> !job.isRunning()).count() + " seen ending, " + counts.jobsRunning() + " running, "
                + counts.startedAfterAck() + " started after the acknowledgement");
        html.raw("</dl>\n</header>\n");
    }

    private void hold(Hold hold) {
        if (!hold.reason().isEmpty()) {
            fact("Reason", hold.reason());
        }
        fact("Ordered", hold.issuedAt().truncatedTo(ChronoUnit.SECONDS) + " by " + hold.by() + " on " + hold.from());
        fact("Hold", hold.id() + (hold.sticky() ? ", sticky" : ""));
        if (!hold.select().conditions().isEmpty()) {
            fact("Of", report.selected(hold.select().toString()));
        }
        fact("Deadline", Durations.format(hold.timeout()) + ", then " + hold.onDeadline().name().toLowerCase(Locale.ROOT));
    }

    private void fact(String name, String value) {
        html.element("dt", name).element("dd", value).raw("\n");
    }

    private void problems() {
        List<String> problems = ReportTable.problems(report);
        if (!problems.isEmpty()) {
            html.raw("<section>\n<h2 class=\"bad\">What went wrong</h2>\n<ul>\n");
            problems.forEach(problem -> html.element("li", problem).raw("\n"));
            html.raw("</ul>\n</section>\n");
        }
    }

    private void latest() {
        html.raw("<section>\n<h2>Who held it up</h2>\n");
        if (jobs.isEmpty()) {
            html.raw("<p>No job was running.</p>\n</section>\n");
            return;
        }
        html.raw("<ol>\n");
        jobs.stream().limit(LATEST).forEach(job -> {
            html.raw("<li>").element("strong", job.job()).text(" (" + job.id() + ") of " + job.kind() + "/" + job.server() + " on "
                    + node(job) + ": " + told(job));
            stack(job);
            html.raw("</li>\n");
        });
        html.raw("</ol>\n");
        if (jobs.size() > LATEST) {
            html.raw("<p class=\"faint\">and " + Headline.plural(jobs.size() - LATEST, "other job") + ", below</p>\n");
        }
        html.raw("</section>\n");
    }

    private void stack(JobSpan job) {
        report.nodes().stream().filter(node -> node.status().incarnation().equals(job.incarnation()))
                .flatMap(node -> node.status().servers().stream())
                .filter(server -> server.kind().equals(job.kind()) && server.name().equals(job.server()))
                .flatMap(server -> server.running().stream())
                .filter(running -> running.id().equals(job.id()) && running.job().equals(job.job()) && !running.stack().isEmpty())
                .findFirst().ifPresent(running -> html.raw("\n<details><summary>Where it stands</summary>")
                        .element("pre", "thread " + running.thread() + "\n    at " + String.join("\n    at ", running.stack()))
                        .raw("</details>"));
    }

    private void timeLine() {
        html.raw("<section>\n<h2>Time line</h2>\n<table>\n<caption>From the order on, as seen ten times a second from the node that "
                + "was asked. Grey: gates closed, jobs finishing. Orange: <b class=\"last\">the job that ended last</b>, or still "
                + "runs.</caption>\n<thead><tr><th scope=\"col\" class=\"what\">Node, job server, job</th>"
                + "<th scope=\"col\"><span class=\"axis\">");
        for (int tick = 0; tick <= TICKS; tick++) {
            html.element("span", Durations.format(length * tick / TICKS));
        }
        html.raw("</span></th><th scope=\"col\" class=\"when\">Outcome</th></tr></thead>\n");
        report.nodes().stream().filter(node -> Counts.hasPart(report.hold(), node))
                .sorted(Comparator.comparing(node -> node.status().name())).forEach(this::node);
        html.raw("</table>\n");
        if (rows > ROWS) {
            html.raw("<p class=\"faint\">and " + Headline.plural(rows - ROWS, "other job") + "</p>\n");
        }
        html.raw("</section>\n");
    }

    private void node(NodeReport node) {
        NodeStatus status = node.status();
        Map<String, String> labels = new TreeMap<>(status.labels());
        html.raw("<tbody>\n<tr class=\"node\"><th scope=\"row\">").text(status.name())
                .raw("<br>").element("small", (status.pid() > 0 ? "process " + status.pid() + " on " + status.host() : "never seen")
                        + (labels.isEmpty() ? "" : ", " + labels.toString().replaceAll("[{}]", "")))
                .raw("</th><td>");
        bar(Bar.GATE, node.ackMs() < 0 ? length : node.ackMs(), node.drainedMs() < 0 ? length : node.drainedMs());
        html.raw("</td>").element("td", node.outcome() + (node.ackMs() < 0 ? "" : ", gates closed after " + Durations.format(node.ackMs()))
                + (node.drainedMs() < 0 ? "" : ", drained after " + Durations.format(node.drainedMs()))).raw("</tr>\n");
        status.servers().stream().filter(server -> Counts.hasPart(report.hold(), server)).forEach(server -> server(node, server));
        html.raw("</tbody>\n");
    }

    private void server(NodeReport node, ServerReport server) {
        List<JobSpan> mine = jobs.stream().filter(job -> job.incarnation().equals(node.status().incarnation())
                && job.kind().equals(server.kind()) && job.server().equals(server.name())).toList();
        boolean drained = server.state() == ServerState.DRAINED || server.state() == ServerState.SHUTDOWN;
        long acknowledged = node.ackMs() < 0 ? length : node.ackMs();
        long end = drained ? mine.stream().mapToLong(this::end).max().orElse(acknowledged) : length;
        html.raw("<tr class=\"server\"><th scope=\"row\">").text(server.kind() + "/" + server.name())
                .raw("<br>").element("small", server.library()).raw("</th><td>");
        bar(Bar.GATE, acknowledged, end);
        html.raw("</td>").element("td", server.state() + (mine.isEmpty() ? "" : ", " + Headline.plural(mine.size(), "job") + " seen")
                + (server.jobsRunning() == 0 ? "" : ", " + server.jobsRunning() + " left")).raw("</tr>\n");
        mine.forEach(this::job);
    }

    private void job(JobSpan job) {
        rows++;
        if (rows > ROWS) {
            return;
        }
        boolean last = job.isRunning() || end(job) == end(jobs.get(0));
        html.raw("<tr class=\"job\"><th scope=\"row\">").text(job.job())
                .raw("<br>").element("small", job.id()).raw("</th><td>");
        bar(last ? Bar.LAST : Bar.JOB, job.from() - begin, end(job));
        html.raw("</td><td>").raw(last ? "<b class=\"last\">" : "").text(told(job)).raw(last ? "</b>" : "").raw("</td></tr>\n");
    }

    private void bar(Bar bar, long from, long to) {
        html.raw("<svg viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\" width=\"100%\" height=\"14\">");
        for (int tick = 1; tick < TICKS; tick++) {
            int x = 1000 * tick / TICKS;
            html.raw("<line class=\"grid\" stroke=\"#d5dae0\" x1=\"" + x + "\" y1=\"0\" x2=\"" + x + "\" y2=\"10\"/>");
        }
        long left = place(from);
        long right = place(to);
        html.raw("<rect class=\"" + bar.name + "\" fill=\"" + bar.color + "\" x=\"" + left + "\" y=\"1\" width=\"" + Math.max(3, right - left)
                + "\" height=\"8\"/></svg>");
    }

    private long place(long millis) {
        return Math.max(0, Math.min(997, millis * 1000 / length));
    }

    /** When it ended, or the end of what is shown, since a look may come a moment after the answer. */
    private long end(JobSpan job) {
        return job.isRunning() ? length : Math.min(length, job.to() - begin);
    }

    private String told(JobSpan job) {
        long from = job.from() - begin;
        String began = from > 0 ? "began " + Durations.format(from) + " after the order, " : "";
        return began + (job.isRunning() ? "still running after " + Durations.format(begin + length - job.from())
                : "ended " + Durations.format(end(job)) + " after the order, ran " + Durations.format(job.to() - job.from()));
    }

    private String node(JobSpan job) {
        return report.nodes().stream().map(NodeReport::status).filter(node -> node.incarnation().equals(job.incarnation()))
                .map(NodeStatus::name).findFirst().orElse("a node that is gone");
    }
}
