package dev.allstop.core.fleet;

import dev.allstop.core.fleet.channel.AgentThreads;
import dev.allstop.core.fleet.channel.FleetChannel;
import dev.allstop.core.fleet.channel.JGroupsChannel;
import dev.allstop.core.fleet.wire.PrintableText;
import dev.allstop.core.hold.Hold;
import dev.allstop.core.hold.HoldEntry;
import dev.allstop.core.hold.HoldEntry.Concerned;
import dev.allstop.core.hold.HoldSet;
import dev.allstop.core.hold.OnDeadline;
import dev.allstop.core.hold.Release;
import dev.allstop.core.hold.Release.Cause;
import dev.allstop.core.hold.Selector;
import dev.allstop.core.node.LocalNode;
import dev.allstop.core.report.MemberOutcome;
import dev.allstop.core.report.Missing;
import dev.allstop.core.report.NodeReport;
import dev.allstop.core.report.NodeStatus;
import dev.allstop.core.report.Report;
import dev.allstop.core.report.ServerReport;
import dev.allstop.core.report.ServerState;
import dev.allstop.core.report.TrailEntry;
import dev.allstop.core.report.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The fleet over JGroups. What is to be is a replicated set of holds; every node brings itself in line with it and
 * tells the others how it stands. Nobody is in charge and nothing is voted on, so any part of a fleet that was cut
 * apart can still be stopped, and an order outlives the node it was given on.
 *
 * <p>The constructor touches nothing; {@link #start} returns at once; {@link #close} is for a shutdown hook.
 */
public final class ReplicatedFleet implements Fleet, AutoCloseable {

    private static final int LONGEST_TEXT = 200;
    private static final int LONGEST_SELECT = 2000;
    private static final Duration LONGEST_TIMEOUT = Duration.ofDays(365);

    private final FleetSettings settings;
    private final FleetTiming timing;
    private final FleetState state;
    private final AgentThreads threads = new AgentThreads();
    private final FleetThread thread;
    private final FleetChannel channel;
    private final LocalReconciler reconciler;
    private final FleetMessenger messenger;
    private final HoldTimers timers;
    private final OrderTrail trail = new OrderTrail();
    private final Optional<HoldFile> file;
    private final LocalNode node;

    /**
     * A fleet over the stack that the settings name.
     *
     * @param startedNanos when the JVM started, by {@link System#nanoTime}: holds cover who was alive when they were
     *                     ordered, also a JVM whose first job server comes later
     */
    public ReplicatedFleet(FleetSettings settings, LocalNode node, long startedNanos) {
        this(settings, node, startedNanos, FleetTiming.STANDARD, threads -> new JGroupsChannel(settings, threads));
    }

    ReplicatedFleet(FleetSettings settings, LocalNode node, long startedNanos, FleetTiming timing,
                    Function<AgentThreads, FleetChannel> channels) {
        this.settings = settings;
        this.node = node;
        this.timing = timing;
        file = settings.state().map(folder -> new HoldFile(folder, settings.cluster()));
        state = new FleetState(settings.incarnation().toString(), startedNanos);
        thread = new FleetThread(threads);
        channel = channels.apply(threads);
        reconciler = new LocalReconciler(node, state, settings, threads, this::reconciled);
        messenger = new FleetMessenger(state, settings, node, channel, thread, timing, reconciler, this::learned);
        timers = new HoldTimers(state, thread, this::leaseEnded, this::deadlinePassed);
    }

    /**
     * Begins to look for the others, in the background; everything works for this JVM alone meanwhile. Returns at once,
     * but with a state folder only when the holds kept there are in force.
     */
    public void start() {
        node.whenChanged(messenger::localChanged);
        file.ifPresent(kept -> {
            reconciler.holdWhileJoining(state.update(() -> state.merge(KeptHolds.load(kept, settings))));
        });
        thread.run(() -> {
            timers.reschedule(System.nanoTime());
            messenger.start();
        });
    }

    /** Says goodbye and leaves; takes milliseconds, and half a second when the network hangs. */
    @Override
    public void close() {
        state.update(() -> {
            state.close();
            return null;
        });
        messenger.sayGoodbye();
        thread.close();
        reconciler.close();
        channel.close(Duration.ofMillis(500));
    }

    @Override
    public List<TrailEntry> trail() {
        return trail.entries();
    }

    @Override
    public void listen(FleetListener listener) {
        trail.listen(listener);
    }

    // ---- orders

    @Override
    public Report quiet(Order order) {
        Ordered ordered = order("quiet", order);
        long deadline = ordered.since + Math.min(order.timeout().toNanos(), Duration.ofSeconds(15).toNanos());
        return recorded(ordered, await(ordered, order.expect(), deadline, Wait.GATES));
    }

    @Override
    public Report stop(Order order) {
        Ordered ordered = order("stop", order);
        return recorded(ordered, stopped(ordered, order));
    }

    private Report stopped(Ordered ordered, Order order) {
        long deadline = ordered.since + order.timeout().toNanos();
        Report report = await(ordered, order.expect(), deadline, Wait.DRAIN);
        if (report.is(Verdict.STOPPED)) {
            fulfilled(ordered.ids);
        }
        if (report.is(Verdict.STOPPED) || report.is(Verdict.RESUMED) || order.timeout().isZero()
                || System.nanoTime() - deadline < 0) {
            return report;
        }
        return switch (order.onDeadline()) {
            case REPORT -> report;
            case RESUME -> {
                releaseAtDeadline(ordered.id, order.by());
                yield report;
            }
            case CANCEL, INTERRUPT, GIVEBACK ->
                    await(ordered, order.expect(), deadline + timing.grace().toNanos(), Wait.DRAIN);
        };
    }

    @Override
    public Report shutdown(Order order) {
        Ordered ordered = order("shutdown", order);
        Report report = stopped(ordered, order);
        if (!report.is(Verdict.STOPPED)) {
            return recorded(ordered, report);
        }
        learnHere(state.update(() -> state.merge(state.holds.find(ordered.id).map(HoldEntry::withShutdown).stream()
                .toList())));
        long deadline = Math.max(ordered.since + order.timeout().toNanos(),
                System.nanoTime() + timing.grace().toNanos());
        Report ended = await(ordered, order.expect(), deadline, Wait.SHUTDOWN);
        boolean allEnded = selected(ended).allMatch(server -> server.state() == ServerState.SHUTDOWN);
        return recorded(ordered, !ended.is(Verdict.STOPPED) ? ended
                : allEnded ? ended.withHeadline(ended.headline().replaceFirst("^STOPPED", "SHUT DOWN"))
                : Report.of(Optional.of(Verdict.NOT_DRAINED), ended.hold(), ended.leaseUntil(), ended.expected(),
                        ended.missing(), ended.extra(), ended.nodes(), ended.elapsedMs()).withHeadline("NOT SHUT DOWN: "
                        + selected(ended).filter(server -> server.state() == ServerState.SHUTDOWN).count() + "/"
                        + selected(ended).count() + " servers ended, all drained and held"));
    }

    @Override
    public Report awaitDrained(Duration timeout, Expectation expect) {
        check(timeout);
        awaitJoined(timeout);
        long since = System.nanoTime();
        List<HoldEntry> inForce = state.read(() -> state.holds.inForce(since));
        if (inForce.isEmpty()) {
            throw new IllegalStateException("nothing is held, so there is nothing to wait for: order a stop first, with "
                    + "stopAll() or stopAllWithin(\"30s\")");
        }
        thread.run(messenger::askAll);
        Ordered all = new Ordered("await", "", since, true, inForce.stream().map(HoldEntry::id).toList());
        Report report = await(all, expect, since + timeout.toNanos(), Wait.DRAIN);
        if (report.is(Verdict.STOPPED)) {
            fulfilled(all.ids);
        }
        return report;
    }

    @Override
    public Report plan(Order order) {
        check(order);
        awaitJoined(timing.joinWait());
        long asked = System.nanoTime();
        thread.run(messenger::askAll);
        long until = asked + Duration.ofSeconds(1).toNanos();
        state.await(() -> state.members.allHeardSince(asked) || System.nanoTime() - until >= 0 ? true : null,
                () -> until - System.nanoTime());
        checkSelects(order.select());
        long now = System.nanoTime();
        Hold plan = hold(state.read(() -> same(order, now)).map(HoldEntry::id).orElse("plan"), order);
        List<MemberSight> present = state.read(() -> state.members.present(System.nanoTime()));
        Assessment would = Assessment.of(List.of(plan), present, order.expect(), true, state.read(state::alone));
        List<NodeReport> nodes = would.nodes().stream().map(report -> report.outcome() == MemberOutcome.DRAINING
                ? new NodeReport(report.status(), MemberOutcome.RUNNING, -1, -1) : report).toList();
        return Report.of(Optional.empty(), Optional.of(plan), Optional.empty(), would.expected(), would.missing(),
                would.extra(), nodes, 0);
    }

    @Override
    public Report resumeAll(String by) {
        long now = System.nanoTime();
        return resume("resumeAll", state.read(() -> state.holds.inForce(now)), by);
    }

    @Override
    public Report resume(String holdId, String by) {
        long now = System.nanoTime();
        List<HoldEntry> inForce = state.read(() -> state.holds.inForce(now));
        Optional<HoldEntry> entry = inForce.stream().filter(candidate -> candidate.id().equals(holdId.trim())).findFirst();
        if (entry.isEmpty()) {
            throw new IllegalArgumentException("there is no hold \"" + text(holdId) + "\" in force"
                    + (inForce.isEmpty() ? ", nothing is held"
                    : ": write one of " + String.join(", ", inForce.stream().map(HoldEntry::id).toList())));
        }
        return resume("resume", List.of(entry.get()), by);
    }

    @Override
    public Report status() {
        messenger.refreshSelf();
        long now = System.nanoTime();
        return state.read(() -> {
            List<HoldEntry> inForce = state.holds.inForce(now);
            if (inForce.isEmpty()) {
                return report(Optional.empty(), Assessment.of(List.of(), state.members.present(now), Expectation.NONE,
                        true, ""), Optional.empty(), 0, now);
            }
            HoldEntry told = broadest(inForce, now);
            boolean patient = now - told.orderedNanos() < timing.silent().toNanos();
            Assessment assessment = assess(inForce, Expectation.NONE, patient, now);
            return report(Optional.of(told), assessment, Optional.of(assessment.verdict()),
                    sinceOrder(told, assessment, now), now);
        });
    }

    @Override
    public List<Hold> holds() {
        long now = System.nanoTime();
        return state.read(() -> state.holds.inForce(now)).stream().map(HoldEntry::hold).toList();
    }

    @Override
    public boolean joined() {
        return state.read(state::attempted);
    }

    // ---- giving an order

    /** What a call waits for. */
    private enum Wait {
        GATES, DRAIN, SHUTDOWN
    }

    /**
     * An order that is carried out.
     *
     * @param id     of its hold; empty when it waits for several
     * @param since  when this call began
     * @param joined whether the hold was there before
     */
    private record Ordered(String what, String id, long since, boolean joined, List<String> ids) {
    }

    private Ordered order(String what, Order order) {
        check(order);
        if (!order.timeout().isZero() && !onlyHere(order.select())) {
            awaitJoined(order.timeout());
        }
        checkSelects(order.select());
        long now = System.nanoTime();
        Ordered ordered = state.update(() -> {
            Optional<HoldEntry> same = same(order, now);
            if (same.isPresent()) {
                return new Ordered(what, same.get().id(), now, true, List.of(same.get().id()));
            }
            HoldEntry entry = HoldEntry.ordered(hold(HoldId.next(), order), now, state.members.roster(order.select()));
            if (state.merge(List.of(entry)).isEmpty()) {
                throw new IllegalStateException("there are " + HoldSet.MOST_IN_FORCE + " holds in force, which is as many as "
                        + "a fleet keeps: resume those that nobody needs any more");
            }
            return new Ordered(what, entry.id(), now, false, List.of(entry.id()));
        });
        HoldEntry entry = state.read(() -> state.holds.find(ordered.id)).orElseThrow();
        if (ordered.joined) {
            messenger.order(() -> List.of(entry), timing.askAgain().toMillis() * 15);
        } else {
            learnHere(List.of(entry));
        }
        trail.record(trailEntry(what, entry.hold(), order.by(), ""));
        return ordered;
    }

    /**
     * The same order given again joins the first one, but not past a JVM that was started in between: the first one does
     * not cover it, this one means it. Of a JVM that has not said yet how it stands to the first one that is assumed: a
     * hold too many does no harm.
     */
    private Optional<HoldEntry> same(Order order, long now) {
        List<NodeStatus> meant = state.members.present(now).stream().map(MemberSight::status)
                .filter(node -> order.select().acceptsNode(node.name(), node.incarnation(), node.labels())).toList();
        return state.holds.inForce(now).stream().filter(entry -> isSame(entry, order, now))
                .filter(entry -> meant.stream().allMatch(node -> entry.roster().containsKey(node.incarnation())
                        || node.acks().containsKey(entry.id())))
                .findFirst();
    }

    /** One that does something at its deadline is joined only before that. */
    private static boolean isSame(HoldEntry entry, Order order, long now) {
        Hold hold = entry.hold();
        return hold.select().equals(order.select()) && hold.sticky() == order.sticky()
                && hold.lease().equals(order.lease()) && hold.onDeadline() == order.onDeadline()
                && (hold.onDeadline() == OnDeadline.REPORT
                || entry.orderedNanos() + hold.timeout().toNanos() - now > 0);
    }

    private Hold hold(String id, Order order) {
        return new Hold(id, order.select(), order.sticky(), text(order.reason()), text(order.by()), settings.node(),
                Instant.now().truncatedTo(ChronoUnit.MILLIS), order.timeout(), order.lease(), order.onDeadline());
    }

    private static void check(Order order) {
        check(order.timeout());
        order.lease().ifPresent(lease -> {
            if (lease.compareTo(Duration.ofSeconds(1)) < 0 || lease.compareTo(LONGEST_TIMEOUT) > 0) {
                throw new IllegalArgumentException("lease " + lease.toMillis() + "ms is out of range: write 1s to 365d; it is "
                        + "renewed by itself while somebody waits, and released when it runs out");
            }
        });
        if (order.select().toString().length() > LONGEST_SELECT) {
            throw new IllegalArgumentException("select is longer than " + LONGEST_SELECT + " characters: select by a label "
                    + "that the nodes share instead");
        }
    }

    private static void check(Duration timeout) {
        if (timeout.isNegative() || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException("timeout " + timeout + " is out of range: write 0s to 365d, such as 30s or 10m");
        }
    }

    private void awaitJoined(Duration atMost) {
        long until = System.nanoTime() + Math.min(timing.joinWait().toNanos(), atMost.toNanos());
        state.await(() -> state.attempted() || state.closed() || System.nanoTime() - until >= 0 ? true : null,
                () -> until - System.nanoTime());
    }

    /** Refuses what would stop nothing, before anything is touched. */
    private void checkSelects(Selector select) {
        messenger.refreshSelf();
        // members that have just joined get a moment to say what they have
        long until = System.nanoTime() + Duration.ofSeconds(1).toNanos();
        state.await(() -> state.members.allHeard() || System.nanoTime() - until >= 0 ? true : null, () -> until - System.nanoTime());
        List<MemberSight> present = state.read(() -> state.members.present(0));
        if (present.stream().anyMatch(member -> !member.spoken() || selects(select, member.status()))) {
            return;
        }
        if (present.stream().allMatch(member -> member.status().servers().isEmpty())) {
            throw new IllegalStateException("there is no job server on any of " + present.size() + " nodes, so nothing was "
                    + "stopped: look at status() whether the agent is in the JVMs that run jobs");
        }
        throw new IllegalArgumentException("select \"" + select + "\" matches no job server; there are "
                + whatThereIs(present));
    }

    private static boolean selects(Selector select, NodeStatus node) {
        return select.acceptsNode(node.name(), node.incarnation(), node.labels())
                && node.servers().stream().anyMatch(server -> select.acceptsServer(server.kind(), server.name()));
    }

    private static String whatThereIs(List<MemberSight> present) {
        Map<String, TreeSet<String>> values = new TreeMap<>();
        for (MemberSight member : present) {
            NodeStatus node = member.status();
            values.computeIfAbsent("node", key -> new TreeSet<>()).add(node.name());
            node.labels().forEach((key, value) -> values.computeIfAbsent(key, label -> new TreeSet<>()).add(value));
            for (ServerReport server : node.servers()) {
                values.computeIfAbsent("kind", key -> new TreeSet<>()).add(server.kind());
                values.computeIfAbsent("name", key -> new TreeSet<>()).add(server.name());
            }
        }
        List<String> listed = new ArrayList<>();
        values.forEach((key, all) -> listed.add(key + "=" + String.join(",", all.stream().limit(20).toList())
                + (all.size() > 20 ? ",… (" + all.size() + ")" : "")));
        return String.join("; ", listed);
    }

    // ---- waiting for what comes of it

    private Report await(Ordered ordered, Expectation expect, long deadline, Wait what) {
        messenger.waiting();
        try {
            if (deadline - System.nanoTime() <= 0) {
                // ordered only: nobody has had time to be silent
                return state.read(() -> outcome(ordered, expect, true, System.nanoTime()));
            }
            long missingUntil = ordered.since + timing.missing().toNanos();
            Report report = state.await(() -> {
                long now = System.nanoTime();
                renewLeases(ordered, now);
                List<HoldEntry> entries = inForce(ordered, now);
                if (entries.size() < ordered.ids.size() || state.closed()) {
                    return ended(ordered, expect, now);
                }
                if (now - deadline < 0 && state.members.owesAcknowledgement(entries)) {
                    return null;
                }
                Assessment assessment = assess(entries, expect, true, now);
                boolean settled = !pending(assessment, what)
                        && (assessment.missing().isEmpty() || now - missingUntil >= 0)
                        && (!state.alone().isEmpty() || state.connectedForNanos(now) >= settleNanos(entries));
                // settled means that patience makes no difference
                return settled ? outcome(ordered, entries, assessment, now)
                        : now - deadline >= 0 ? outcome(ordered, expect, false, now) : null;
            }, () -> untilNext(ordered, deadline, missingUntil));
            return report != null ? report
                    : state.read(() -> outcome(ordered, expect, true, System.nanoTime()));
        } finally {
            messenger.doneWaiting();
        }
    }

    private static boolean pending(Assessment assessment, Wait what) {
        return switch (what) {
            // a node whose gates are closed is DRAINING with an acknowledgement
            case GATES -> assessment.nodes().stream().anyMatch(report -> report.ackMs() < 0
                    && (report.outcome() == MemberOutcome.DRAINING || report.outcome() == MemberOutcome.UNREACHABLE));
            case DRAIN -> assessment.pending();
            case SHUTDOWN -> assessment.pending() || assessment.nodes().stream()
                    .filter(report -> report.outcome() == MemberOutcome.DRAINED)
                    .flatMap(report -> report.status().servers().stream())
                    .anyMatch(server -> server.state() == ServerState.DRAINED);
        };
    }

    /** JVMs that started at the same time may still be about to find each other; an order for this JVM need not care. */
    private long settleNanos(List<HoldEntry> entries) {
        return entries.stream().allMatch(entry -> onlyHere(entry.hold().select())) ? 0 : settleNanos();
    }

    private long settleNanos() {
        return Math.min(timing.settle().toNanos(), channel.mergesWithin().toNanos());
    }

    private boolean onlyHere(Selector select) {
        return select.isOnlyFor(settings.incarnation().toString());
    }

    /** Changes wake the waiter; besides them time alone can make a difference at these moments. */
    private long untilNext(Ordered ordered, long deadline, long missingUntil) {
        long now = System.nanoTime();
        long next = deadline - now;
        for (long moment : new long[]{missingUntil - now, settleNanos() - state.connectedForNanos(now)}) {
            if (moment > 0) {
                next = Math.min(next, moment);
            }
        }
        for (HoldEntry entry : inForce(ordered, now)) {
            next = Math.min(next, entry.hold().lease().map(lease -> lease.toNanos() / 3).orElse(Long.MAX_VALUE));
        }
        return next;
    }

    private List<HoldEntry> inForce(Ordered ordered, long now) {
        return state.holds.inForce(now).stream().filter(entry -> ordered.ids.contains(entry.id())).toList();
    }

    /** While somebody waits, a lease does not run out. Under the lock. */
    private void renewLeases(Ordered ordered, long now) {
        List<HoldEntry> renewed = inForce(ordered, now).stream().filter(entry -> entry.hold().lease()
                .filter(lease -> entry.leaseEndNanos() - now < lease.toNanos() * 2 / 3).isPresent())
                .map(entry -> entry.renewed(now)).toList();
        if (!renewed.isEmpty()) {
            state.merge(renewed);
            thread.run(() -> {
                messenger.order(() -> renewed, 0);
                timers.reschedule(now);
            });
        }
    }

    private Report outcome(Ordered ordered, Expectation expect, boolean patient, long now) {
        List<HoldEntry> entries = inForce(ordered, now);
        if (entries.isEmpty()) {
            return ended(ordered, expect, now);
        }
        return outcome(ordered, entries, assess(entries, expect, patient, now), now);
    }

    private Report outcome(Ordered ordered, List<HoldEntry> entries, Assessment assessment, long now) {
        HoldEntry told = broadest(entries, now);
        long elapsed = assessment.verdict() == Verdict.STOPPED && ordered.joined ? sinceOrder(told, assessment, now)
                : TimeUnit.NANOSECONDS.toMillis(now - ordered.since);
        return report(Optional.of(told), assessment, Optional.of(assessment.verdict()), elapsed, now);
    }

    /** The hold was released while it was waited for: by somebody else, by its lease, by its deadline. */
    private Report ended(Ordered ordered, Expectation expect, long now) {
        List<HoldEntry> entries = ordered.ids.stream().flatMap(id -> state.holds.find(id).stream()).toList();
        Optional<HoldEntry> entry = entries.stream().filter(candidate -> !candidate.inForce(now)).findFirst()
                .or(() -> entries.stream().findFirst());
        Assessment assessment = Assessment.of(List.of(), state.members.present(now), expect, true, "");
        String how = entry.flatMap(HoldEntry::release).map(release -> "released by " + release.by()
                + (release.why().isEmpty() ? "" : ": " + release.why()))
                .orElse(state.closed() ? "this JVM is going down" : "its lease ran out");
        return report(entry, assessment, Optional.of(Verdict.RESUMED), TimeUnit.NANOSECONDS.toMillis(now - ordered.since),
                now).withHeadline("HOLD ENDED while waiting, " + how);
    }

    private Assessment assess(List<HoldEntry> entries, Expectation expect, boolean patient, long now) {
        boolean onlyHere = entries.stream().allMatch(entry -> onlyHere(entry.hold().select()));
        long oldest = entries.stream().mapToLong(entry -> now - entry.orderedNanos()).max().orElse(0);
        return Assessment.of(entries.stream().map(HoldEntry::hold).toList(),
                state.members.concerned(entries, now, timing.vanished().toNanos()), expect,
                patient && oldest < timing.silent().toNanos(), onlyHere ? "" : state.alone());
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

    private Report report(Optional<HoldEntry> entry, Assessment assessment, Optional<Verdict> verdict, long elapsedMs,
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

    // ---- resuming

    private Report resume(String what, List<HoldEntry> entries, String by) {
        long since = System.nanoTime();
        List<String> ids = entries.stream().map(HoldEntry::id).toList();
        release(ids, text(by), "", Cause.ORDERED);
        messenger.waiting();
        try {
            long until = since + timing.release().toNanos();
            long again = timing.askAgain().toNanos();
            state.await(() -> state.members.withoutRelease(ids).isEmpty() || System.nanoTime() - until >= 0 ? true : null,
                    () -> Math.min(again, until - System.nanoTime()));
        } finally {
            messenger.doneWaiting();
        }
        long now = System.nanoTime();
        Report report = state.read(() -> resumed(entries, ids, now, TimeUnit.NANOSECONDS.toMillis(now - since)));
        Hold hold = entries.isEmpty() ? null : entries.get(entries.size() - 1).hold();
        trail.record(new TrailEntry(what, String.join(",", ids), text(by), settings.node(), "",
                hold == null ? "" : hold.select().toString(), Instant.now(), report.headline()));
        return report;
    }

    private Report resumed(List<HoldEntry> entries, List<String> ids, long now, long elapsedMs) {
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

    private void release(List<String> ids, String by, String why, Cause cause) {
        Release release = new Release(by, text(why), settings.node(), Instant.now().truncatedTo(ChronoUnit.MILLIS), cause);
        learnHere(state.update(() -> state.merge(ids.stream().flatMap(id -> state.holds.find(id).stream())
                .map(entry -> entry.released(release)).toList())));
    }

    /** Somebody is told that all has drained: from now on nothing happens at the deadline, whatever any node sees then. */
    private void fulfilled(List<String> ids) {
        List<HoldEntry> news = state.update(() -> state.merge(ids.stream().flatMap(id -> state.holds.find(id).stream())
                .filter(entry -> entry.hold().onDeadline() != OnDeadline.REPORT && !entry.fulfilled())
                .map(HoldEntry::asFulfilled).toList()));
        if (!news.isEmpty()) {
            learnHere(news);
        }
    }

    // ---- what happens by itself

    /** News from here: told to all and meanwhile carried out here, and kept before the caller is told that it is done. */
    private void learnHere(List<HoldEntry> news) {
        long now = System.nanoTime();
        List<String> ids = news.stream().map(HoldEntry::id).toList();
        if (!news.isEmpty()) {
            messenger.order(() -> asKnown(ids), timing.askAgain().toMillis() * 15);
        }
        reconciler.reconcile(news);
        if (!news.isEmpty()) {
            thread.after(FleetMessenger.REST, () -> carriedOn(asKnown(ids), now));
        }
        save();
    }

    private Collection<HoldEntry> asKnown(List<String> ids) {
        return state.read(() -> ids.stream().flatMap(id -> state.holds.find(id).stream()).toList());
    }

    private void save() {
        file.ifPresent(kept -> kept.save(state.read(state.holds::all), System.nanoTime()));
    }

    /**
     * News from elsewhere: the gates first, at once and on this thread, which may be one of JGroups'. Files and logs are
     * for other threads.
     */
    private void learned(List<HoldEntry> news) {
        long now = System.nanoTime();
        reconciler.reconcile(news);
        if (file.isPresent()) {
            reconciler.run(local -> save());
        }
        thread.after(FleetMessenger.REST, () -> {
            carriedOn(news, now);
            news.forEach(this::heardOf);
        });
    }

    private void heardOf(HoldEntry entry) {
        Optional<TrailEntry> last = lastOf(entry);
        if (last.isEmpty() && entry.release().isEmpty()) {
            trail.record(trailEntry("hold", entry.hold(), entry.hold().by(), ""));
        } else if (entry.release().isEmpty() && last.get().ended(entry.id())) {
            trail.record(trailEntry("hold", entry.hold(), entry.hold().by(), "in force again: the node on which it "
                    + "ended had been cut off from news of it"));
        }
        entry.release().ifPresent(release -> heard(entry, release));
    }

    /** Once, however often it is said, and not if it was ordered here. */
    private void heard(HoldEntry entry, Release release) {
        if (lastOf(entry).filter(before -> before.ended(entry.id())).isEmpty()) {
            trail.record(new TrailEntry("release", entry.id(), release.by(), release.from(), release.why(),
                    entry.hold().select().toString(), release.at(), ""));
        }
    }

    private Optional<TrailEntry> lastOf(HoldEntry entry) {
        return trail.entries().stream().filter(before -> before.concerns(entry.id())).reduce((earlier, later) -> later);
    }

    /** @param since when the news came */
    private void carriedOn(Collection<HoldEntry> news, long since) {
        timers.reschedule(since);
        long now = System.nanoTime();
        Concerned here = new Concerned(settings.node(), false);
        String incarnation = settings.incarnation().toString();
        List<HoldEntry> joined = state.update(() -> state.merge(state.covering(now).stream()
                .filter(entry -> !entry.roster().containsKey(incarnation))
                .filter(entry -> entry.hold().select().acceptsNode(settings.node(), incarnation, settings.labels()))
                .map(entry -> entry.concerning(incarnation, here)).toList()));
        if (!joined.isEmpty()) {
            messenger.announceSoon();
            if (file.isPresent()) {
                reconciler.run(local -> save());
            }
        }
        news.stream().filter(entry -> entry.shutdown() && entry.inForce(now)).map(HoldEntry::id)
                .forEach(id -> reconciler.run(local -> local.shutdown(id)));
    }

    private void reconciled(boolean released) {
        messenger.reconciled(released);
    }

    private void leaseEnded(HoldEntry entry) {
        releaseByItself(entry.id(), "its lease ran out, nobody renewed it", Cause.LEASE);
    }

    private void releaseAtDeadline(String id, String by) {
        releaseByItself(id, "the deadline of the order by " + by + " has passed", Cause.DEADLINE);
    }

    private void releaseByItself(String id, String why, Cause cause) {
        release(List.of(id), "allstop", why, cause);
        state.read(() -> state.holds.find(id)).ifPresent(entry -> entry.release().ifPresent(release -> heard(entry, release)));
    }

    private void deadlinePassed(HoldEntry entry) {
        if (entry.fulfilled()) {
            return;
        }
        long now = System.nanoTime();
        if (entry.hold().onDeadline() == OnDeadline.RESUME) {
            Verdict verdict = state.read(() -> assess(List.of(entry), Expectation.NONE, false, now)).verdict();
            if (verdict != Verdict.STOPPED) {
                releaseAtDeadline(entry.id(), entry.hold().by());
            }
        } else {
            reconciler.run(local -> local.atDeadline(entry.id(), entry.hold().onDeadline()));
        }
    }

    // ---- trail

    private Report recorded(Ordered ordered, Report report) {
        state.read(() -> state.holds.find(ordered.id)).ifPresent(entry ->
                trail.record(trailEntry(ordered.what, entry.hold(), entry.hold().by(), report.headline())));
        return report;
    }

    private TrailEntry trailEntry(String what, Hold hold, String by, String outcome) {
        return new TrailEntry(what, hold.id(), by, hold.from(), hold.reason(), hold.select().toString(), hold.issuedAt(),
                outcome);
    }

    private static String text(String text) {
        String printable = PrintableText.of(text == null ? "" : text.trim());
        return printable.length() <= LONGEST_TEXT ? printable : printable.substring(0, LONGEST_TEXT);
    }
}
