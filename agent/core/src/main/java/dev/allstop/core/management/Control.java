package dev.allstop.core.management;

import dev.allstop.core.config.Durations;
import dev.allstop.core.config.OneLine;
import dev.allstop.core.control.ControlHandler;
import dev.allstop.core.control.ControlReply;
import dev.allstop.core.control.ControlRequest;
import dev.allstop.core.fleet.Expectation;
import dev.allstop.core.fleet.Fleet;
import dev.allstop.core.report.Report;
import dev.allstop.core.report.ReportJson;
import dev.allstop.core.report.ReportPage;
import dev.allstop.core.report.ReportTable;
import dev.allstop.core.report.TrailEntry;
import dev.allstop.core.report.Verdict;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What the control socket answers: the same orders as the beans, the same JSON, the verdict as HTTP status and as
 * header. Everything takes the options of {@link StopOptions}, orders for this JVM alone say {@code local=true}.
 */
final class Control implements ControlHandler {

    private static final String USAGE = """
            GET  /status  /status.json  /node  /node.json  /events?since=<number>&wait=<duration>
                 /report.html?hold=<id>    the time line of a stop, for those who asked for events before they ordered it
            POST /plan  /quiet  /stop  /shutdown   timeout, select, sticky, lease, reason, by, expect, onDeadline, local
            POST /await                            timeout, expect, local
            POST /resume                           hold, by, local
            """;
    private static final Duration LONGEST_POLL = Duration.ofSeconds(10);

    private final Fleet fleet;
    private final NodeIdentity identity;
    private final Operator operator;
    private final Journal journal;
    private final Part node;
    private final Map<String, Function<ControlRequest, ControlReply>> orders = new LinkedHashMap<>();
    private final Map<String, Function<ControlRequest, ControlReply>> questions = new LinkedHashMap<>();

    Control(Fleet fleet, NodeIdentity identity, Operator operator, Journal journal) {
        this.fleet = fleet;
        this.identity = identity;
        this.operator = operator;
        this.journal = journal;
        node = Part.node(fleet, identity);
        questions.put("/", request -> ControlReply.line(200, USAGE.stripTrailing()));
        questions.put("/status", request -> status(request, false));
        questions.put("/status.json", request -> status(request, true));
        questions.put("/node", request -> node(request, false));
        questions.put("/node.json", request -> node(request, true));
        questions.put("/events", this::events);
        questions.put("/report.html", this::page);
        orders.put("/plan", this::plan);
        orders.put("/quiet", this::quiet);
        orders.put("/stop", this::stop);
        orders.put("/await", this::await);
        orders.put("/resume", this::resume);
        orders.put("/shutdown", this::shutdown);
    }

    @Override
    public ControlReply answer(ControlRequest request) {
        boolean post = request.method().equals("POST");
        Function<ControlRequest, ControlReply> route = (post ? orders : questions).get(request.path());
        if (route == null && (post ? questions : orders).containsKey(request.path())) {
            return ControlReply.line(405, OneLine.of(request.path()) + " takes " + (post ? "GET" : "POST")
                    + ", not " + OneLine.of(request.method()));
        }
        if (route == null) {
            return ControlReply.line(404, "there is no " + OneLine.of(request.path()) + ":\n" + USAGE.stripTrailing());
        }
        try {
            return route.apply(request);
        } catch (IllegalArgumentException bad) {
            return ControlReply.line(400, bad.getMessage());
        } catch (IllegalStateException refused) {
            return ControlReply.line(409, refused.getMessage()).with(ControlReply.VERDICT, Verdict.REFUSED.name());
        } catch (RuntimeException broken) {
            return ControlReply.line(500, broken.getMessage());
        }
    }

    private ControlReply status(ControlRequest request, boolean json) {
        allow(request, "local");
        Report report = operator.report(() -> isLocal(request) ? node.status() : fleet.status());
        List<TrailEntry> orders = isLocal(request) ? List.of() : fleet.trail();
        return verdict(new ControlReply(200, json ? ControlReply.JSON : ControlReply.TEXT, Map.of(),
                (json ? ReportJson.of(report, orders) : ReportTable.text(report, orders)) + "\n"), report);
    }

    private ControlReply node(ControlRequest request, boolean json) {
        allow(request);
        NodeSummary summary = operator.report(() -> NodeSummary.of(identity, node.status()));
        return new ControlReply(200, json ? ControlReply.JSON : ControlReply.TEXT, Map.of(),
                (json ? summary.json() : summary.text()) + "\n");
    }

    private ControlReply events(ControlRequest request) {
        allow(request, "since", "wait");
        String since = request.options().getOrDefault("since", "");
        if (since.isEmpty()) {
            return events(List.of(), operator.report(journal::watch));
        }
        if (!since.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException("since \"" + OneLine.of(since)
                    + "\" is not a number: write the header " + ControlReply.NEXT + " of the last answer");
        }
        Duration wait = Durations.parse("wait", request.options().getOrDefault("wait", "0s"));
        long millis = Math.min(wait.toMillis(), LONGEST_POLL.toMillis());
        List<Change> changes = operator.report(() -> journal.after(Long.parseLong(since), millis));
        return events(changes, changes.isEmpty() ? Long.parseLong(since) : changes.get(changes.size() - 1).number());
    }

    private static ControlReply events(List<Change> changes, long next) {
        StringBuilder lines = new StringBuilder();
        changes.forEach(change -> lines.append(change.at()).append(' ').append(change.sentence()).append('\n'));
        return new ControlReply(200, ControlReply.TEXT, Map.of(ControlReply.NEXT, Long.toString(next)), lines.toString());
    }

    private ControlReply page(ControlRequest request) {
        allow(request, "hold");
        String hold = request.options().getOrDefault("hold", "");
        return journal.recording(hold)
                .map(recording -> new ControlReply(200, ControlReply.HTML, Map.of(), ReportPage.of(recording)))
                .orElseGet(() -> ControlReply.line(404, "nobody watched a stop with hold \"" + OneLine.of(hold)
                        + "\": ask /events first, and for the page within 15 s of the answer"));
    }

    private ControlReply plan(ControlRequest request) {
        Fleet.Order order = order(request);
        Report report = operator.carryOut(() -> isLocal(request) ? node.plan(order) : fleet.plan(order));
        return reply(request, report, report.is(Verdict.REFUSED) ? 409 : 200);
    }

    private ControlReply quiet(ControlRequest request) {
        Fleet.Order order = order(request);
        Report report = operator.carryOut(() -> isLocal(request) ? node.quiet(order) : fleet.quiet(order));
        return Operator.isQuiet(report) ? reply(request, report.asQuiet(), 200)
                : reply(request, report, status(report));
    }

    private ControlReply stop(ControlRequest request) {
        Fleet.Order order = order(request);
        Report report = operator.carryOut(() -> isLocal(request) ? node.stop(order) : fleet.stop(order));
        journal.answered(report);
        return order.timeout().isZero() && Operator.isRequested(report)
                ? reply(request, report.asRequested(), report.is(Verdict.STOPPED) ? 200 : 202)
                : reply(request, report, status(report));
    }

    private ControlReply shutdown(ControlRequest request) {
        Fleet.Order order = order(request);
        Report report = operator.carryOut(() -> isLocal(request) ? node.shutdown(order) : fleet.shutdown(order));
        journal.answered(report);
        return reply(request, report, status(report));
    }

    private ControlReply await(ControlRequest request) {
        allow(request, "timeout", "expect", "local");
        Map<String, String> options = request.options();
        Duration timeout = options.containsKey("timeout") ? Durations.parse("timeout", options.get("timeout"))
                : identity.defaultTimeout();
        Expectation expect = options.containsKey("expect") ? Expectation.parse(options.get("expect")) : Expectation.NONE;
        if (isLocal(request) && options.containsKey("expect")) {
            throw new IllegalArgumentException("expect and local exclude each other: leave one out");
        }
        Report report = operator.carryOut(() ->
                isLocal(request) ? node.awaitDrained(timeout) : fleet.awaitDrained(timeout, expect));
        journal.answered(report);
        return reply(request, report, report.is(Verdict.RESUMED) ? 409 : status(report));
    }

    private ControlReply resume(ControlRequest request) {
        allow(request, "hold", "by", "local");
        String by = OneLine.of(request.options().getOrDefault("by", by()), 500);
        String hold = request.options().get("hold");
        if (isLocal(request) && hold != null) {
            throw new IllegalArgumentException("hold and local exclude each other: leave one out");
        }
        Report report = operator.carryOut(() -> isLocal(request) ? node.resume(by)
                : hold == null ? fleet.resumeAll(by) : fleet.resume(hold, by));
        return reply(request, report, status(report));
    }

    private Fleet.Order order(ControlRequest request) {
        isLocal(request);
        Map<String, String> options = new LinkedHashMap<>(request.options());
        options.remove("local");
        return StopOptions.order(options, identity.defaultTimeout(), by());
    }

    private String by() {
        return "control socket on " + identity.name();
    }

    private static boolean isLocal(ControlRequest request) {
        return StopOptions.truth("local", request.options().getOrDefault("local", "false"));
    }

    private static void allow(ControlRequest request, String... options) {
        for (String option : request.options().keySet()) {
            if (!Arrays.asList(options).contains(option)) {
                throw new IllegalArgumentException("option \"" + OneLine.of(option) + "\" is unknown: " + (options.length == 0
                        ? "there is none" : "there are " + String.join(", ", options)));
            }
        }
    }

    private static ControlReply reply(ControlRequest request, Report report, int status) {
        return request.wantsText() ? text(status, report) : json(status, report);
    }

    private static ControlReply text(int status, Report report) {
        return verdict(new ControlReply(status, ControlReply.TEXT, Map.of(), ReportTable.text(report) + "\n"), report);
    }

    private static ControlReply json(int status, Report report) {
        return verdict(new ControlReply(status, ControlReply.JSON, Map.of(), ReportJson.of(report) + "\n"), report);
    }

    private static ControlReply verdict(ControlReply reply, Report report) {
        ControlReply named = report.hold().map(hold -> reply.with(ControlReply.HOLD, hold.id())).orElse(reply);
        return report.verdict().map(verdict -> named.with(ControlReply.VERDICT, verdict.name())).orElse(named);
    }

    /** Below 400 for success only, since that is where curl --fail and Ansible's uri draw the line. */
    private static int status(Report report) {
        return report.verdict().map(verdict -> switch (verdict) {
            case STOPPED, RESUMED -> 200;
            case REFUSED -> 409;
            case UNCONTROLLED -> 500;
            case INCOMPLETE -> 502;
            case NOT_DRAINED -> 504;
        }).orElse(200);
    }
}
