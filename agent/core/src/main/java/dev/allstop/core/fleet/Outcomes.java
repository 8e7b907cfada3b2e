package dev.allstop.core.fleet;

import dev.allstop.core.hold.Hold;
import dev.allstop.core.hold.HoldEntry;
import dev.allstop.core.hold.Selector;
import dev.allstop.core.report.MemberOutcome;
import dev.allstop.core.report.Missing;
import dev.allstop.core.report.NodeReport;
import dev.allstop.core.report.Report;
import dev.allstop.core.report.ServerReport;
import dev.allstop.core.report.ServerState;
import dev.allstop.core.report.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Reports what came of orders, as far as this node knows. Every method but the static ones under the lock of the state. */
final class Outcomes {

    private final FleetState state;
    private final FleetTiming timing;
    private final String incarnation;

    Outcomes(FleetState state, FleetTiming timing, String incarnation) {
        this.state = state;
        this.timing = timing;
        this.incarnation = incarnation;
    }

    /** What is held and how far it is, whoever ordered it. */
    Report status(long now) {
        List<HoldEntry> inForce = state.holds.inForce(now);
        if (inForce.isEmpty()) {
            return report(Optional.empty(), Assessment.of(List.of(), state.members.present(now), Expectation.NONE,
                    true, ""), Optional.empty(), 0, now);
        }
        HoldEntry told = broadest(inForce, now);
        boolean patient = now - told.orderedNanos() < timing.silent().toNanos();
        Assessment assessment = assess(inForce, Expectation.NONE, patient, timing.tells(state.members.size()), now);
        return report(Optional.of(told), assessment, Optional.of(assessment.verdict()), sinceOrder(told, assessment, now), now);
    }

    /** What an order would touch. */
    Report planned(Hold plan, Expectation expect, long now) {
        Assessment would = Assessment.of(List.of(plan), state.members.present(now), expect, true, state.alone());
        List<NodeReport> nodes = would.nodes().stream().map(report -> report.outcome() == MemberOutcome.DRAINING
                ? new NodeReport(report.status(), MemberOutcome.RUNNING, -1, -1) : report).toList();
        return Report.of(Optional.empty(), Optional.of(plan), Optional.empty(), would.expected(), would.missing(),
                would.extra(), nodes, 0);
    }

    /** What came of an order so far. */
    Report of(Ordered ordered, Expectation expect, boolean patient, long now) {
        List<HoldEntry> entries = inForce(ordered, now);
        if (entries.isEmpty()) {
            return ended(ordered, expect, now);
        }
        return of(ordered, entries, assess(entries, expect, patient, now), now);
    }

    Report of(Ordered ordered, List<HoldEntry> entries, Assessment assessment, long now) {
        HoldEntry told = broadest(entries, now);
        long elapsed = assessment.verdict() == Verdict.STOPPED && ordered.joined() ? sinceOrder(told, assessment, now)
                : TimeUnit.NANOSECONDS.toMillis(now - ordered.since());
        return report(Optional.of(told), assessment, Optional.of(assessment.verdict()), elapsed, now);
    }

    /** The hold was released while it was waited for: by somebody else, by its lease, by its deadline. */
    Report ended(Ordered ordered, Expectation expect, long now) {
        List<HoldEntry> entries = ordered.ids().stream().flatMap(id -> state.holds.find(id).stream()).toList();
        Optional<HoldEntry> entry = entries.stream().filter(candidate -> !candidate.inForce(now)).findFirst()
                .or(() -> entries.stream().findFirst());
        Assessment assessment = Assessment.of(List.of(), state.members.present(now), expect, true, "");
        String how = entry.flatMap(HoldEntry::release).map(release -> "released by " + release.by()
                + (release.why().isEmpty() ? "" : ": " + release.why()))
                .orElse(state.closed() ? "this JVM is going down" : "its lease ran out");
        return report(entry, assessment, Optional.of(Verdict.RESUMED), TimeUnit.NANOSECONDS.toMillis(now - ordered.since()),
                now).withHeadline("HOLD ENDED while waiting, " + how);
    }

    /** What came of a resume. */
    Report resumed(List<HoldEntry> entries, List<String> ids, long now, long elapsedMs) {
        List<String> silent = state.members.withoutRelease(ids);
        List<NodeReport> nodes = state.members.present(now).stream().map(member -> new NodeReport(member.status(),
                silent.contains(member.status().name()) ? MemberOutcome.UNREACHABLE : MemberOutcome.RUNNING, -1, -1)).toList();
        String alone = entries.isEmpty() ? "" : state.alone();
        List<String> missing = alone.isEmpty() ? List.of() : List.of(Missing.restOfFleet(alone));
        Verdict verdict = silent.isEmpty() && missing.isEmpty() ? Verdict.RESUMED : Verdict.INCOMPLETE;
        Optional<Hold> hold = entries.isEmpty() ? Optional.empty() : Optional.of(entries.get(entries.size() - 1).hold());
        Report report = Report.of(Optional.of(verdict), hold, Optional.empty(), nodes.size(), missing, List.of(), nodes,
                elapsedMs);
        return entries.isEmpty() ? report.withHeadline("RESUMED nothing: no hold is in force") : report;
    }

    /** What came of the terminal stop, given the report on all that had been drained before. */
    static Report shutdown(Report drained) {
        long all = selected(drained).count();
        long ended = selected(drained).filter(server -> server.state() == ServerState.SHUTDOWN).count();
        return ended == all ? drained.withHeadline(drained.headline().replaceFirst("^STOPPED", "SHUT DOWN"))
                : Report.of(Optional.of(Verdict.NOT_DRAINED), drained.hold(), drained.leaseUntil(), drained.expected(),
                        drained.missing(), drained.extra(), drained.nodes(), drained.elapsedMs())
                        .withHeadline("NOT SHUT DOWN: " + ended + "/" + all + " servers ended, all drained and held");
    }

    /** While somebody waits here, and silent members are asked again and again. */
    Assessment assess(List<HoldEntry> entries, Expectation expect, boolean patient, long now) {
        return assess(entries, expect, patient, timing.answers(), now);
    }

    private Assessment assess(List<HoldEntry> entries, Expectation expect, boolean patient, Duration answers, long now) {
        boolean onlyHere = entries.stream().allMatch(entry -> onlyHere(entry.hold().select()));
        long oldest = entries.stream().mapToLong(entry -> now - entry.orderedNanos()).max().orElse(0);
        return Assessment.of(entries.stream().map(HoldEntry::hold).toList(),
                state.members.concerned(entries, now, timing.vanished().toNanos(), answers.toNanos()), expect,
                patient && oldest < timing.silent().toNanos(), onlyHere ? "" : state.alone());
    }

    List<HoldEntry> inForce(Ordered ordered, long now) {
        return state.holds.inForce(now).stream().filter(entry -> ordered.ids().contains(entry.id())).toList();
    }

    /** Whether it means this JVM alone. */
    boolean onlyHere(Selector select) {
        return select.isOnlyFor(incarnation);
    }

    /** Of several holds, the one to report on is the one that holds most; of equals the newest. */
    private HoldEntry broadest(List<HoldEntry> entries, long now) {
        if (entries.size() == 1) {
            return entries.get(0);
        }
        List<MemberSight> present = state.members.present(now);
        return entries.stream().max(Comparator.<HoldEntry>comparingLong(entry -> present.stream()
                .filter(member -> entry.hold().select().acceptsNode(member.status().name(), member.status().incarnation(),
                        member.status().labels()) && !member.status().exempt().contains(entry.id()))
                .flatMap(member -> member.status().servers().stream())
                .filter(server -> entry.hold().select().acceptsServer(server.kind(), server.name())).count())
                .thenComparingLong(entry -> entry.orderedNanos() - now)).orElseThrow();
    }

    /** From the order to the moment when the last node was drained, the same for everybody who asks. */
    private static long sinceOrder(HoldEntry entry, Assessment assessment, long now) {
        return assessment.verdict() == Verdict.STOPPED
                ? assessment.nodes().stream().mapToLong(report -> Math.max(report.ackMs(), report.drainedMs())).max().orElse(0)
                : TimeUnit.NANOSECONDS.toMillis(now - entry.orderedNanos());
    }

    private static Report report(Optional<HoldEntry> entry, Assessment assessment, Optional<Verdict> verdict, long elapsedMs,
                                 long now) {
        Optional<Instant> leaseUntil = entry.filter(hold -> hold.hold().lease().isPresent())
                .map(hold -> Instant.now().plusNanos(hold.leaseEndNanos() - now).truncatedTo(ChronoUnit.MILLIS));
        return Report.of(verdict, entry.map(HoldEntry::hold), leaseUntil, assessment.expected(), assessment.missing(),
                assessment.extra(), assessment.nodes(), Math.max(0, elapsedMs));
    }

    private static Stream<ServerReport> selected(Report report) {
        return report.nodes().stream().filter(node -> node.outcome() == MemberOutcome.DRAINED)
                .flatMap(node -> node.status().servers().stream())
                .filter(server -> report.hold().orElseThrow().select().acceptsServer(server.kind(), server.name()));
    }
}
