package dev.allstop.core.fleet;

import dev.allstop.core.fleet.OutcomeWait.Goal;
import dev.allstop.core.fleet.channel.AgentThreads;
import dev.allstop.core.fleet.channel.FleetChannel;
import dev.allstop.core.fleet.channel.JGroupsChannel;
import dev.allstop.core.hold.Hold;
import dev.allstop.core.hold.HoldEntry;
import dev.allstop.core.hold.HoldSet;
import dev.allstop.core.hold.OnDeadline;
import dev.allstop.core.hold.Release.Cause;
import dev.allstop.core.hold.Selector;
import dev.allstop.core.node.LocalNode;
import dev.allstop.core.report.NodeStatus;
import dev.allstop.core.report.Report;
import dev.allstop.core.report.TrailEntry;
import dev.allstop.core.report.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * The fleet over JGroups. What is to be is a replicated set of holds; every node brings itself in line with it and
 * tells the others how it stands. Nobody is in charge and nothing is voted on, so any part of a fleet that was cut
 * apart can still be stopped, and an order outlives the node it was given on.
 *
 * <p>The constructor touches nothing; {@link #start} returns at once; {@link #close} is for a shutdown hook.
 */
public final class ReplicatedFleet implements Fleet, AutoCloseable {

    private static final Duration LONGEST_QUIET = Duration.ofSeconds(15);

    private final FleetSettings settings;
    private final FleetTiming timing;
    private final FleetState state;
    private final AgentThreads threads = new AgentThreads();
    private final FleetThread thread;
    private final FleetChannel channel;
    private final LocalReconciler reconciler;
    private final FleetMessenger messenger;
    private final Outcomes outcomes;
    private final HoldLifecycle holds;
    private final OutcomeWait outcomeWait;
    private final OrderTrail trail = new OrderTrail();
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
        state = new FleetState(settings.incarnation().toString(), startedNanos);
        thread = new FleetThread(threads);
        channel = channels.apply(threads);
        reconciler = new LocalReconciler(node, state, settings, threads, this::reconciled);
        messenger = new FleetMessenger(state, settings, node, channel, thread, timing, reconciler, this::learned);
        outcomes = new Outcomes(state, timing, settings.incarnation().toString());
        holds = new HoldLifecycle(state, settings, timing, thread, messenger, reconciler, outcomes, trail);
        outcomeWait = new OutcomeWait(state, timing, outcomes, messenger, holds, channel);
    }

    /**
     * Begins to look for the others, in the background; everything works for this JVM alone meanwhile. Returns at once,
     * but with a state folder only when the holds kept there are in force.
     */
    public void start() {
        node.whenChanged(messenger::localChanged);
        holds.start(new Joining(state, reconciler, threads, () -> timing.settle(channel.mergesWithin())));
        thread.run(messenger::start);
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
        long deadline = ordered.since() + Math.min(order.timeout().toNanos(), LONGEST_QUIET.toNanos());
        return recorded(ordered, outcomeWait.await(ordered, order.expect(), deadline, Goal.GATES));
    }

    @Override
    public Report stop(Order order) {
        Ordered ordered = order("stop", order);
        return recorded(ordered, stopped(ordered, order));
    }

    private Report stopped(Ordered ordered, Order order) {
        long deadline = ordered.since() + order.timeout().toNanos();
        Report report = outcomeWait.await(ordered, order.expect(), deadline, Goal.DRAIN);
        if (report.is(Verdict.STOPPED)) {
            holds.fulfilled(ordered.ids());
        }
        if (report.is(Verdict.STOPPED) || report.is(Verdict.RESUMED) || order.timeout().isZero()
                || System.nanoTime() - deadline < 0) {
            return report;
        }
        return switch (order.onDeadline()) {
            case REPORT -> report;
            case RESUME -> {
                holds.releaseAtDeadline(ordered.id(), order.by());
                yield report;
            }
            case CANCEL, INTERRUPT, GIVEBACK -> outcomeWait.await(ordered, order.expect(),
                    deadline + timing.grace().toNanos(), Goal.DRAIN);
        };
    }

    @Override
    public Report shutdown(Order order) {
        Ordered ordered = order("shutdown", order);
        Report report = stopped(ordered, order);
        if (!report.is(Verdict.STOPPED)) {
            return recorded(ordered, report);
        }
        holds.shutdown(ordered.id());
        long deadline = Math.max(ordered.since() + order.timeout().toNanos(),
                System.nanoTime() + timing.grace().toNanos());
        Report ended = outcomeWait.await(ordered, order.expect(), deadline, Goal.SHUTDOWN);
        return recorded(ordered, ended.is(Verdict.STOPPED) ? Outcomes.shutdown(ended) : ended);
    }

    @Override
    public Report awaitDrained(Duration timeout, Expectation expect) {
        OrderChecks.check(timeout);
        awaitJoined(timeout);
        if (holds().isEmpty()) {
            awaitHeard(() -> state.withoutWordOnHolds().isEmpty());
        }
        long since = System.nanoTime();
        List<HoldEntry> inForce = state.read(() -> state.holds.inForce(since));
        if (inForce.isEmpty()) {
            throw new IllegalStateException("nothing is held, so there is nothing to wait for: order a stop first");
        }
        thread.run(messenger::askAll);
        Ordered all = new Ordered("await", "", since, true, inForce.stream().map(HoldEntry::id).toList());
        Report report = outcomeWait.await(all, expect, since + timeout.toNanos(), Goal.DRAIN);
        if (report.is(Verdict.STOPPED)) {
            holds.fulfilled(all.ids());
        }
        return report;
    }

    @Override
    public Report plan(Order order) {
        OrderChecks.check(order);
        awaitJoined(timing.joinWait());
        long asked = System.nanoTime();
        thread.run(messenger::askAll);
        awaitHeard(() -> state.members.allHeardSince(asked));
        checkSelects(order.select());
        long now = System.nanoTime();
        return state.read(() -> outcomes.planned(hold(same(order, now).map(HoldEntry::id).orElse("plan"), order),
                order.expect(), now));
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
            throw new IllegalArgumentException("there is no hold \"" + OrderChecks.text(holdId) + "\" in force"
                    + (inForce.isEmpty() ? ", nothing is held"
                    : ": write one of " + String.join(", ", inForce.stream().map(HoldEntry::id).toList())));
        }
        return resume("resume", List.of(entry.get()), by);
    }

    private Report resume(String what, List<HoldEntry> entries, String by) {
        long since = System.nanoTime();
        List<String> ids = entries.stream().map(HoldEntry::id).toList();
        holds.release(ids, OrderChecks.text(by), "", Cause.ORDERED);
        messenger.waitingForRelease(ids);
        try {
            long until = since + timing.release().toNanos();
            long again = timing.askAgain().toNanos();
            state.await(() -> state.members.withoutRelease(ids).isEmpty() || System.nanoTime() - until >= 0 ? true : null,
                    () -> Math.min(again, until - System.nanoTime()));
        } finally {
            messenger.doneWaitingForRelease(ids);
        }
        long now = System.nanoTime();
        Report report = state.read(() -> outcomes.resumed(entries, ids, now, TimeUnit.NANOSECONDS.toMillis(now - since)));
        String select = entries.isEmpty() ? "" : entries.get(entries.size() - 1).hold().select().toString();
        trail.record(new TrailEntry(what, String.join(",", ids), OrderChecks.text(by), settings.node(), "", select,
                Instant.now(), report.headline()));
        return report;
    }

    @Override
    public Report status() {
        messenger.refreshSelf();
        long now = System.nanoTime();
        return state.read(() -> outcomes.status(now));
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

    private Ordered order(String what, Order order) {
        OrderChecks.check(order);
        if (!order.timeout().isZero() && !outcomes.onlyHere(order.select())) {
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
        HoldEntry entry = state.read(() -> state.holds.find(ordered.id())).orElseThrow();
        if (ordered.joined()) {
            holds.givenAgain(entry);
        } else {
            holds.given(List.of(entry));
        }
        trail.ordered(what, entry.hold(), order.by(), "");
        return ordered;
    }

    /**
     * The same order given again joins the first one, but not past a JVM that was started in between: the first one does
     * not cover it, this one means it. Of a JVM that has not said yet how it stands to the first one that is assumed: a
     * hold too many does no harm.
     */
    private Optional<HoldEntry> same(Order order, long now) {
        List<HoldEntry> inForce = state.holds.inForce(now);
        if (inForce.isEmpty()) {
            return Optional.empty();
        }
        List<NodeStatus> meant = state.members.present(now).stream().map(MemberSight::status)
                .filter(node -> order.select().acceptsNode(node.name(), node.incarnation(), node.labels())).toList();
        return inForce.stream().filter(entry -> isSame(entry, order, now))
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
        return new Hold(id, order.select(), order.sticky(), OrderChecks.text(order.reason()), OrderChecks.text(order.by()),
                settings.node(), Instant.now().truncatedTo(ChronoUnit.MILLIS), order.timeout(), order.lease(),
                order.onDeadline());
    }

    private void awaitJoined(Duration atMost) {
        long until = System.nanoTime() + Math.min(timing.joinWait().toNanos(), atMost.toNanos());
        state.await(() -> state.attempted() || state.closed() || System.nanoTime() - until >= 0 ? true : null,
                () -> until - System.nanoTime());
    }

    private void checkSelects(Selector select) {
        awaitHeard(state.members::allHeard);
        if (!state.read(() -> state.members.anyIsSelected(select))) {
            // before it is refused: this node may have got its first job server since it last spoke
            messenger.refreshSelf();
            OrderChecks.check(select, state.read(() -> state.members.present(0)));
        }
    }

    /** Members that have just joined get a moment to say what they have. */
    private void awaitHeard(BooleanSupplier heard) {
        long until = System.nanoTime() + Duration.ofSeconds(1).toNanos();
        state.await(() -> heard.getAsBoolean() || System.nanoTime() - until >= 0 ? true : null,
                () -> until - System.nanoTime());
    }

    private Report recorded(Ordered ordered, Report report) {
        state.read(() -> state.holds.find(ordered.id())).ifPresent(entry ->
                trail.ordered(ordered.what(), entry.hold(), entry.hold().by(), report.headline()));
        return report;
    }

    // ---- what happens by itself

    private void learned(List<HoldEntry> news) {
        holds.learned(news);
    }

    private void reconciled(boolean released) {
        messenger.reconciled(released);
    }
}
