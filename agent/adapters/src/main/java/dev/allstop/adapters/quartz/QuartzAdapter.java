package dev.allstop.adapters.quartz;

import dev.allstop.core.adapter.Constructed;
import dev.allstop.core.adapter.Execution;
import dev.allstop.core.adapter.HookHandler;
import dev.allstop.core.adapter.HookPoint;
import dev.allstop.core.adapter.JobServerAdapter;
import dev.allstop.core.adapter.Lifecycle;
import dev.allstop.core.adapter.ServerControl;
import dev.allstop.core.adapter.Servers;
import dev.allstop.core.adapter.UnsupportedShape;
import dev.allstop.core.adapter.Weaving;
import java.util.ArrayList;
import java.util.List;

/** The kind {@code quartz}; see the package for what it rests on. */
public final class QuartzAdapter implements JobServerAdapter {

    static final String SCHEDULER = "org.quartz.core.QuartzScheduler";
    static final String RESOURCES = "org.quartz.core.QuartzSchedulerResources";
    static final String JOB_RUN_SHELL = "org.quartz.core.JobRunShell";
    /** Every store of the library is one of these: JobStoreTX, JobStoreCMT and Spring's are the second. */
    static final List<String> JOB_STORES = List.of("org.quartz.simpl.RAMJobStore",
            "org.quartz.impl.jdbcjobstore.JobStoreSupport");

    @Override
    public String kind() {
        return "quartz";
    }

    @Override
    public List<HookPoint> hookPoints(Servers servers) {
        SchedulerThread thread = new SchedulerThread(servers);
        AcquireTriggers acquire = new AcquireTriggers(servers, thread);
        FireTriggers fire = new FireTriggers(servers, thread);
        HookHandler dropped = thread.dropped();
        List<HookPoint> points = new ArrayList<>();
        points.add(Constructed.of(kind(), SCHEDULER, servers));
        points.add(Lifecycle.end(SCHEDULER, "shutdown", servers));
        for (String store : JOB_STORES) {
            points.add(new HookPoint(store, "acquireNextTriggers", 3, acquire));
            points.add(new HookPoint(store, "triggersFired", 1, fire));
            points.add(new HookPoint(store, "triggeredJobComplete", 3, dropped));
        }
        points.add(new HookPoint(RESOURCES, "getJobStore", 0, new ForeignJobStore(acquire, fire, dropped)));
        points.add(new HookPoint(JOB_RUN_SHELL, "initialize", 1, thread.handedOver()));
        points.add(new HookPoint(JOB_RUN_SHELL, "run", 0, Execution.ofClaimed(servers,
                (shell, none) -> QuartzLibrary.BOUND.of(shell).schedulerOfShell().invoke(shell),
                (shell, none) -> QuartzLibrary.BOUND.of(shell).fireInstanceIdOfShell(shell))));
        return points;
    }

    @Override
    public ServerControl bind(Class<?> schedulerClass, Weaving weaving) throws UnsupportedShape {
        return new QuartzControl(schedulerClass, QuartzLibrary.BOUND.of(schedulerClass));
    }
}
