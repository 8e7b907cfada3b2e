package dev.allstop.core.report;

import dev.allstop.core.config.Durations;
import dev.allstop.core.config.OneLine;
import dev.allstop.core.hold.Hold;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A report for people: one row per job server, then who holds it up, then what to know about absent nodes. */
public final class ReportTable {

    private static final int JOBS_IN_A_ROW = 3;
    /** Dialogs of JConsole are as wide as their longest line. */
    private static final int JOBS_WIDTH = 60;
    private static final int STRAGGLERS = 20;
    private static final int ORDERS = 10;
    private static final int NAME_WIDTH = 40;

    private ReportTable() {
    }

    /** Headline, blank line, table: what every operation answers. */
    public static String text(Report report) {
        List<String> table = rows(report);
        return report.headline() + (table.isEmpty() ? "" : "\n\n" + String.join("\n", table));
    }

    /** The same with the last orders behind it. */
    public static String text(Report report, List<TrailEntry> trail) {
        if (trail.isEmpty()) {
            return text(report);
        }
        TextTable table = new TextTable();
        table.row("WHEN", "ORDER", "BY", "ON", "WHY", "HOLD", "OUTCOME");
        trail.stream().skip(Math.max(0, trail.size() - ORDERS)).forEach(order -> table.row(
                order.at().truncatedTo(ChronoUnit.SECONDS).toString(), name(order.what()), name(order.by()),
                name(order.from()), name(order.reason().isEmpty() ? "-" : order.reason()), name(order.holdId()),
                OneLine.of(order.outcome().isEmpty() ? "-" : order.outcome(), 120)));
        return text(report) + "\n\n" + (trail.size() > ORDERS ? "the last " + ORDERS + " of " + trail.size() + " orders:\n" : "")
                + String.join("\n", table.lines());
    }

    /** The table alone, one element per line; JConsole shows such an array in a monospaced font. */
    public static List<String> rows(Report report) {
        if (report.nodes().isEmpty() && report.missing().isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(servers(report));
        appendSection(lines, stragglers(report));
        appendSection(lines, remarks(report));
        return lines;
    }

    /** The jobs of one server: a headline, a blank line, one row per job, the longest first. */
    public static String jobs(String node, ServerReport server) {
        String headline = Headline.plural((long) server.running().size() + server.notListed(), "job") + " running in " + name(server.kind()) + "/"
                + name(server.name()) + " on " + name(node)
                + (server.accepted() == 0 ? "" : ", " + server.accepted() + " accepted, waiting inside the library");
        if (server.running().isEmpty()) {
            return headline;
        }
        TextTable table = new TextTable();
        table.row("JOB", "ID", "AGE", "THREAD");
        longestFirst(server).forEach(job -> table.row(name(job.job()), name(job.id()),
                job.thread().isEmpty() ? "not started yet" : Durations.format(job.elapsedMs()), name(job.thread())));
        if (server.notListed() > 0) {
            table.row("and " + server.notListed() + " more", "", "", "");
        }
        return headline + "\n\n" + String.join("\n", table.lines());
    }

    private static void appendSection(List<String> lines, List<String> section) {
        if (!section.isEmpty()) {
            lines.add("");
            lines.addAll(section);
        }
    }

    private static List<String> servers(Report report) {
        TextTable table = new TextTable();
        table.row("NODE", "KIND", "NAME", "STATE", "JOBS", "RUNNING");
        for (NodeReport node : sorted(report.nodes())) {
            if (isPlan(report) && !Counts.hasPart(report.hold(), node)) {
                continue;
            }
            if (node.status().servers().isEmpty()) {
                table.row(name(node.status().name()), "-", "-", node.outcome().name(), "-", "");
            }
            for (ServerReport server : node.status().servers()) {
                if (isPlan(report) && !Counts.hasPart(report.hold(), server)) {
                    continue;
                }
                table.row(name(node.status().name()), name(server.kind()), name(server.name()), state(node, server),
                        Integer.toString(server.jobsRunning()), jobs(server));
            }
        }
        for (String missing : report.missing()) {
            if (report.nodes().stream().noneMatch(node -> node.status().name().equals(missing))) {
                table.row(name(Missing.name(missing)), "-", "-", MemberOutcome.MISSING.name(), "-", "");
            }
        }
        return table.lines();
    }

    /** A plan shows what it would touch and nothing else. */
    private static boolean isPlan(Report report) {
        return report.verdict().isEmpty() && report.hold().isPresent();
    }

    private static List<NodeReport> sorted(List<NodeReport> nodes) {
        return nodes.stream().sorted(Comparator.comparing(node -> node.status().name())).toList();
    }

    private static String state(NodeReport node, ServerReport server) {
        return switch (node.outcome()) {
            case UNREACHABLE, LOST, LEFT, MISSING -> node.outcome() + " (was " + server.state() + ")";
            case RUNNING, DRAINED, DRAINING, UNCONTROLLED -> server.state().name();
        };
    }

    private static String jobs(ServerReport server) {
        List<String> shown = new ArrayList<>();
        int width = 0;
        for (RunningJob job : longestFirst(server)) {
            String named = name(job.job()) + " " + Durations.format(job.elapsedMs());
            width += named.length();
            if (shown.size() == JOBS_IN_A_ROW || !shown.isEmpty() && width > JOBS_WIDTH) {
                break;
            }
            shown.add(named);
        }
        int more = server.running().size() + server.notListed() - shown.size();
        if (more > 0) {
            shown.add("and " + more + " more");
        }
        if (server.accepted() > 0) {
            shown.add(server.accepted() + " accepted, waiting inside the library");
        }
        return String.join(", ", shown);
    }

    private static List<RunningJob> longestFirst(ServerReport server) {
        return server.running().stream().sorted(Comparator.comparingLong(RunningJob::elapsedMs).reversed()).toList();
    }

    /** Only while somebody waits for them. */
    private static List<String> stragglers(Report report) {
        List<String> lines = new ArrayList<>();
        if (report.hold().isEmpty() || report.is(Verdict.RESUMED)) {
            return lines;
        }
        int left = 0;
        for (NodeReport node : sorted(report.nodes())) {
            for (ServerReport server : node.status().servers()) {
                if (!Counts.hasPart(report.hold(), node) || !Counts.hasPart(report.hold(), server)) {
                    continue;
                }
                left += server.notListed();
                for (RunningJob job : longestFirst(server)) {
                    if (lines.size() < STRAGGLERS) {
                        straggler(lines, isPlan(report) ? "would wait for " : "waiting for ", node, server, job);
                    } else {
                        left++;
                    }
                }
            }
        }
        if (left > 0) {
            lines.add("and " + Headline.plural(left, "more job"));
        }
        return lines;
    }

    private static void straggler(List<String> lines, String waiting, NodeReport node, ServerReport server,
                                  RunningJob job) {
        lines.add(waiting + where(node, server) + ": " + name(job.job()) + " (" + name(job.id()) + "), "
                + (job.thread().isEmpty() ? "not started yet" : "running for " + Durations.format(job.elapsedMs())
                + " in thread " + name(job.thread())));
        job.stack().forEach(frame -> lines.add("    at " + OneLine.of(frame, 120)));
    }

    private static List<String> remarks(Report report) {
        List<String> lines = problems(report);
        report.hold().filter(hold -> !isPlan(report)).ifPresent(hold -> lines.add(hold(hold, report)));
        return lines;
    }

    /** What is to know about nodes and servers that are not as they should be, a line each. */
    static List<String> problems(Report report) {
        List<String> lines = new ArrayList<>();
        for (NodeReport node : sorted(report.nodes())) {
            String who = name(node.status().name());
            switch (node.outcome()) {
                case UNREACHABLE -> lines.add(who + " did not acknowledge: its jobs may still run and start");
                case DRAINING -> {
                    if (node.ackMs() < 0
                            && node.status().servers().stream().anyMatch(server -> server.state() == ServerState.QUIETING)) {
                        lines.add(who + " answers, but has not acknowledged yet: what was on its way when its gates closed may "
                                + "still start");
                    }
                }
                case LOST -> lines.add(who + " left before it had drained: what ran there is lost or still running");
                default -> { }
            }
            node.status().servers().forEach(server -> remark(lines, node, server));
        }
        report.missing().forEach(missing -> lines.add(Missing.remark(missing, NAME_WIDTH)));
        report.extra().forEach(name -> lines.add(name(name) + " was not expected"));
        return lines;
    }

    private static void remark(List<String> lines, NodeReport node, ServerReport server) {
        if (!server.error().isEmpty()) {
            lines.add(where(node, server) + ": " + OneLine.of(server.error(), 200));
        }
        if (server.startedAfterAck() > 0) {
            lines.add(where(node, server) + ": " + Headline.plural(server.startedAfterAck(), "job")
                    + " started after the acknowledgement; do not rely on this stop");
        }
        if (server.cancelled() + server.interrupted() + server.givenBack() > 0) {
            lines.add(where(node, server) + ": " + server.cancelled() + " cancelled, " + server.interrupted()
                    + " interrupted, " + server.givenBack() + " given back");
        }
    }

    private static String hold(Hold hold, Report report) {
        StringBuilder line = new StringBuilder(report.is(Verdict.RESUMED) ? "released hold " : "hold ").append(OneLine.of(hold.id()))
                .append(" since ").append(hold.issuedAt().truncatedTo(ChronoUnit.SECONDS))
                .append(" by ").append(OneLine.of(hold.by()));
        if (!hold.reason().isEmpty()) {
            line.append(": ").append(OneLine.of(hold.reason(), 120));
        }
        if (!hold.select().conditions().isEmpty()) {
            line.append(", select ").append(OneLine.of(report.selected(hold.select().toString()), 200));
        }
        if (hold.sticky()) {
            line.append(", sticky");
        }
        report.leaseUntil().ifPresent(
                until -> line.append(", lease until ").append(until.truncatedTo(ChronoUnit.SECONDS)));
        return line.toString();
    }

    private static String where(NodeReport node, ServerReport server) {
        return name(node.status().name()) + " " + name(server.kind()) + "/" + name(server.name());
    }

    private static String name(String name) {
        return OneLine.of(name, NAME_WIDTH);
    }
}
