package dev.allstop.adapters.flowable;

import dev.allstop.core.adapter.ByIdentity;
import dev.allstop.core.adapter.Constructed;
import dev.allstop.core.adapter.Execution;
import dev.allstop.core.adapter.Fetch;
import dev.allstop.core.adapter.HookPoint;
import dev.allstop.core.adapter.JobServerAdapter;
import dev.allstop.core.adapter.Lifecycle;
import dev.allstop.core.adapter.Owner;
import dev.allstop.core.adapter.ServerControl;
import dev.allstop.core.adapter.Servers;
import dev.allstop.core.adapter.UnsupportedShape;
import dev.allstop.core.adapter.Weaving;
import java.util.List;

/** The kind {@code flowable}; see the package for what it rests on. */
public final class FlowableAdapter implements JobServerAdapter {

    private static final String PACKAGE = "org.flowable.job.service.impl.asyncexecutor.";

    static final String EXECUTOR = PACKAGE + "AbstractAsyncExecutor";
    static final String SHARED_BY_TENANTS = PACKAGE + "multitenant.SharedExecutorServiceAsyncExecutor";
    static final String ACQUIRE_JOBS = PACKAGE + "AcquireAsyncJobsDueRunnable";
    static final String ACQUIRE_TIMERS = PACKAGE + "AcquireTimerJobsRunnable";
    static final String EXECUTE_JOB = PACKAGE + "ExecuteAsyncRunnable";

    /** How long a held executor's threads sleep before they look again, in milliseconds. A resume wakes them. */
    private static final Object SLEEP = 1_000L;

    @Override
    public String kind() {
        return "flowable";
    }

    @Override
    public List<HookPoint> hookPoints(Servers servers) {
        HandOver handOver = new HandOver(servers);
        Owner ofAcquireJobs = (runnable, none) -> FlowableLibrary.BOUND.of(runnable).executorOfAcquireJobs().invoke(runnable);
        Owner ofAcquireTimers = (runnable, none) ->
                FlowableLibrary.BOUND.of(runnable).executorOfAcquireTimers().invoke(runnable);
        return List.of(
                Constructed.of(kind(), EXECUTOR, servers),
                Lifecycle.start(EXECUTOR, "start", servers),
                Lifecycle.start(SHARED_BY_TENANTS, "start", servers).optional(),
                Lifecycle.end(EXECUTOR, "shutdown", servers),
                new HookPoint(ACQUIRE_JOBS, "acquireAndExecuteJobs", 2, new Fetch(servers, ofAcquireJobs, SLEEP)),
                new HookPoint(ACQUIRE_TIMERS, "executeAcquireAndMoveCycle", 0,
                        new Fetch(servers, ofAcquireTimers, SLEEP)),
                new HookPoint(ACQUIRE_TIMERS, "executeMoveTimerJobsToExecutableJobs", 1,
                        new MoveTimers(servers, ofAcquireTimers)),
                new HookPoint(EXECUTOR, "executeAsyncJob", 1, handOver),
                new HookPoint(EXECUTE_JOB, "run", 0, Execution.ofClaimed(servers, handOver::executorOf,
                        (runnable, none) -> new ByIdentity(FlowableLibrary.BOUND.of(runnable).jobOf(runnable)))));
    }

    @Override
    public ServerControl bind(Class<?> executorClass, Weaving weaving) throws UnsupportedShape {
        return new FlowableControl(executorClass, FlowableLibrary.BOUND.of(executorClass));
    }
}
