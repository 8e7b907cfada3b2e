package dev.allstop.core.fleet;

import dev.allstop.core.hold.HoldEntry;
import dev.allstop.core.hold.HoldEntry.Concerned;
import dev.allstop.core.hold.OnDeadline;
import dev.allstop.core.hold.Release;
import dev.allstop.core.hold.Release.Cause;
import dev.allstop.core.report.Verdict;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Everything that changes holds on this node goes through here: they are given and released here, learned of from
 * elsewhere, run out, and reach their deadline. Each change is carried out on this node, told to all others, and kept where
 * there is a state folder.
 */
final class HoldLifecycle {

    private final FleetState state;
    private final FleetSettings settings;
    private final FleetTiming timing;
    private final FleetThread thread;
    private final FleetMessenger messenger;
    private final LocalReconciler reconciler;
    private final Outcomes outcomes;
    private final OrderTrail trail;
    private final Optional<HoldFile> file;
    private final HoldTimers timers;

    HoldLifecycle(FleetState state, FleetSettings settings, FleetTiming timing, FleetThread thread,
                  FleetMessenger messenger, LocalReconciler reconciler, Outcomes outcomes, OrderTrail trail) {
        this.state = state;
        this.settings = settings;
        this.timing = timing;
        this.thread = thread;
        this.messenger = messenger;
        this.reconciler = reconciler;
        this.outcomes = outcomes;
        this.trail = trail;
        file = settings.state().map(folder -> new HoldFile(folder, settings.cluster()));
        timers = new HoldTimers(state, thread, this::leaseEnded, this::deadlinePassed);
    }

    /** Brings the holds into force that the state folder has kept, before it returns. */
    void start(Joining joining) {
        file.ifPresent(kept -> joining.start(state.update(() -> state.merge(KeptHolds.load(kept, settings)))));
        thread.run(() -> timers.reschedule(System.nanoTime()));
    }

    // ---- given here

    /** News from here: told to all and meanwhile carried out here, and kept before the caller is told that it is done. */
    void given(List<HoldEntry> news) {
        long now = System.nanoTime();
        List<String> ids = news.stream().map(HoldEntry::id).toList();
        if (!news.isEmpty()) {
            messenger.order(() -> asKnown(ids), timing.watchMs());
        }
        reconciler.reconcile(news);
        if (!news.isEmpty()) {
            thread.after(state.rest(), () -> carriedOn(asKnown(ids), now));
        }
        save();
    }

    /** The same order again: whoever has not heard of it hears of it now. */
    void givenAgain(HoldEntry entry) {
        messenger.order(() -> List.of(entry), timing.watchMs());
    }

    void release(List<String> ids, String by, String why, Cause cause) {
        Release release = new Release(by, OrderChecks.text(why), settings.node(),
                Instant.now().truncatedTo(ChronoUnit.MILLIS), cause);
        given(state.update(() -> state.merge(asKnown(ids).stream().map(entry -> entry.released(release)).toList())));
    }

    /** The deadline of an order whose caller wants its hold to end with it. */
    void releaseAtDeadline(String id, String by) {
        releaseByItself(id, "the deadline of the order by " + by + " has passed", Cause.DEADLINE);
    }

    /** Somebody is told that all has drained: from now on nothing happens at the deadline, whatever any node sees then. */
    void fulfilled(List<String> ids) {
        List<HoldEntry> news = state.update(() -> state.merge(asKnown(ids).stream()
                .filter(entry -> entry.hold().onDeadline() != OnDeadline.REPORT && !entry.fulfilled())
                .map(HoldEntry::asFulfilled).toList()));
        if (!news.isEmpty()) {
            given(news);
        }
    }

    /** What it holds is to be shut down for good. */
    void shutdown(String id) {
        given(state.update(() -> state.merge(asKnown(List.of(id)).stream().map(HoldEntry::withShutdown).toList())));
    }

    /** While somebody waits, a lease does not run out. Under the lock of the state. */
    void renewLeases(List<HoldEntry> waitedFor, long now) {
        List<HoldEntry> renewed = waitedFor.stream().filter(entry -> entry.hold().lease()
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

    // ---- learned of

    /**
     * News from elsewhere: the gates first, at once and on this thread, which may be one of JGroups'. Files and logs are
     * for other threads.
     */
    void learned(List<HoldEntry> news) {
        long now = System.nanoTime();
        reconciler.reconcile(news);
        if (file.isPresent()) {
            reconciler.run(local -> save());
        }
        thread.after(state.rest(), () -> {
            carriedOn(news, now);
            news.forEach(trail::heardOf);
        });
    }

    // ---- by itself

    private void leaseEnded(HoldEntry entry) {
        releaseByItself(entry.id(), "its lease ran out, nobody renewed it", Cause.LEASE);
    }

    private void deadlinePassed(HoldEntry entry) {
        if (entry.fulfilled()) {
            return;
        }
        long now = System.nanoTime();
        if (entry.hold().onDeadline() == OnDeadline.RESUME) {
            Verdict verdict = state.read(() -> outcomes.assess(List.of(entry), Expectation.NONE, false, now)).verdict();
            if (verdict != Verdict.STOPPED) {
                releaseAtDeadline(entry.id(), entry.hold().by());
            }
        } else {
            reconciler.run(local -> local.atDeadline(entry.id(), entry.hold().onDeadline()));
        }
    }

    private void releaseByItself(String id, String why, Cause cause) {
        release(List.of(id), "allstop", why, cause);
        state.read(() -> state.holds.find(id)).ifPresent(entry ->
                entry.release().ifPresent(release -> trail.heardOf(entry, release)));
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

    private Collection<HoldEntry> asKnown(List<String> ids) {
        return state.read(() -> ids.stream().flatMap(id -> state.holds.find(id).stream()).toList());
    }

    private void save() {
        file.ifPresent(kept -> kept.save(state.read(state.holds::all), System.nanoTime()));
    }
}
