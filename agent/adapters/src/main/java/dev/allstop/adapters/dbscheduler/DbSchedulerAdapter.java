package dev.allstop.adapters.dbscheduler;

import dev.allstop.core.adapter.ByIdentity;
import dev.allstop.core.adapter.Commit;
import dev.allstop.core.adapter.Constructed;
import dev.allstop.core.adapter.Execution;
import dev.allstop.core.adapter.Fetch;
import dev.allstop.core.adapter.HookPoint;
import dev.allstop.core.adapter.JobServerAdapter;
import dev.allstop.core.adapter.Owner;
import dev.allstop.core.adapter.ServerControl;
import dev.allstop.core.adapter.Servers;
import dev.allstop.core.adapter.UnsupportedShape;
import dev.allstop.core.adapter.Weaving;
import java.util.List;

/** The kind {@code db-scheduler}; see the package for what it rests on. */
public final class DbSchedulerAdapter implements JobServerAdapter {

    private static final String PACKAGE = "com.github.kagkarlsson.scheduler.";

    static final String SCHEDULER = PACKAGE + "Scheduler";
    static final String STATE = PACKAGE + "SchedulerState";
    static final String FETCH = PACKAGE + "FetchCandidates";
    static final String PICK_DUE = FETCH + "$PickDue";
    static final String LOCK_AND_FETCH = PACKAGE + "LockAndFetchCandidates";
    static final String EXECUTOR = PACKAGE + "Executor";
    static final String EXECUTE_PICKED = PACKAGE + "ExecutePicked";

    @Override
    public String kind() {
        return "db-scheduler";
    }

    @Override
    public List<HookPoint> hookPoints(Servers servers) {
        Owner ofFetch = (fetch, none) -> DbSchedulerLibrary.BOUND.of(fetch).schedulerOfFetch().invoke(fetch);
        Owner ofPickDue = (pickDue, none) -> {
            DbSchedulerLibrary library = DbSchedulerLibrary.BOUND.of(pickDue);
            return library.schedulerOfFetch().invoke(library.fetchOfPickDue().invoke(pickDue));
        };
        Owner ofLockAndFetch = (fetch, none) -> DbSchedulerLibrary.BOUND.of(fetch).schedulerOfLockAndFetch().invoke(fetch);
        Owner ofPicked = (picked, none) -> DbSchedulerLibrary.BOUND.of(picked).schedulerOfExecutePicked().invoke(picked);
        return List.of(
                Constructed.of(kind(), SCHEDULER, servers),
                new HookPoint(SCHEDULER, "stop", 0, new Stopped(servers)),
                new HookPoint(FETCH, "run", 0, new PollForCandidates(servers, ofFetch)),
                new HookPoint(PICK_DUE, "call", 0, new PickCandidate(servers, ofPickDue)),
                new HookPoint(LOCK_AND_FETCH, "run", 0, new Fetch(servers, ofLockAndFetch, null)),
                // What is picked ahead waits in the queue of the pool until a thread is free.
                new HookPoint(EXECUTOR, "addToQueue", 2, new Commit(servers,
                        (executor, queued) -> ofPicked.of(queued[0], queued), DbSchedulerAdapter::rowIfPicked)),
                new HookPoint(EXECUTE_PICKED, "run", 0, Execution.ofClaimed(servers, ofPicked, (picked, none) ->
                        new ByIdentity(DbSchedulerLibrary.BOUND.of(picked).executionOfExecutePicked().invoke(picked)))));
    }

    /** With FETCH what is queued is but a candidate, which nobody has picked yet. */
    private static Object rowIfPicked(Object executor, Object[] queued) throws Throwable {
        DbSchedulerLibrary library = DbSchedulerLibrary.BOUND.of(executor);
        return library.executePicked().isInstance(queued[0]) ? library.executionOfExecutePicked().invoke(queued[0]) : null;
    }

    @Override
    public ServerControl bind(Class<?> schedulerClass, Weaving weaving) throws UnsupportedShape {
        return new DbSchedulerControl(schedulerClass, DbSchedulerLibrary.BOUND.of(schedulerClass));
    }
}
