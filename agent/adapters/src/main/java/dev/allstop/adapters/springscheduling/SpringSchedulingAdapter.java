package dev.allstop.adapters.springscheduling;

import dev.allstop.core.adapter.Constructed;
import dev.allstop.core.adapter.HookPoint;
import dev.allstop.core.adapter.JobServerAdapter;
import dev.allstop.core.adapter.Lifecycle;
import dev.allstop.core.adapter.MissedRuns;
import dev.allstop.core.adapter.ServerControl;
import dev.allstop.core.adapter.Servers;
import dev.allstop.core.adapter.UnsupportedShape;
import dev.allstop.core.adapter.Weaving;
import java.util.List;

/** The kind {@code spring-scheduling}; see the package for what it rests on. */
public final class SpringSchedulingAdapter implements JobServerAdapter {

    private static final String PACKAGE = "org.springframework.scheduling.";

    static final String POOL = PACKAGE + "concurrent.ThreadPoolTaskScheduler";
    /** Since 6.1. */
    static final String THREAD_PER_TASK = PACKAGE + "concurrent.SimpleAsyncTaskScheduler";
    static final String ADAPTED = PACKAGE + "concurrent.ConcurrentTaskScheduler";
    static final String CONFIGURATION = PACKAGE + "concurrent.ExecutorConfigurationSupport";
    static final String TASK = PACKAGE + "support.DelegatingErrorHandlingRunnable";
    static final String TRIGGERED = PACKAGE + "concurrent.ReschedulingRunnable";
    static final String REGISTRAR = PACKAGE + "config.ScheduledTaskRegistrar";
    static final String HAND_OVER = "org.springframework.core.task.SimpleAsyncTaskExecutor";

    private final SchedulerTasks tasks = new SchedulerTasks();
    private Servers servers;

    @Override
    public String kind() {
        return "spring-scheduling";
    }

    @Override
    public List<HookPoint> hookPoints(Servers known) {
        servers = known;
        SchedulerConstructed constructed = new SchedulerConstructed(kind(), servers);
        ScheduleCall schedule = new ScheduleCall(tasks);
        MissedRuns missed = new MissedRuns();
        DispatchThread dispatch = new DispatchThread(servers, missed);
        return List.of(
                new HookPoint(POOL, HookPoint.CONSTRUCTOR, HookPoint.ANY, constructed),
                new HookPoint(THREAD_PER_TASK, HookPoint.CONSTRUCTOR, HookPoint.ANY, constructed).optional(),
                Constructed.of(kind(), ADAPTED, servers),
                Lifecycle.start(CONFIGURATION, "initialize", servers),
                Lifecycle.end(CONFIGURATION, "shutdown", servers),
                Lifecycle.end(THREAD_PER_TASK, "close", servers).optional(),
                new HookPoint(REGISTRAR, "destroy", 0,
                        new Lifecycle(false, SchedulingLibrary::localSchedulerOf, servers)),
                // What makes the tasks.
                new HookPoint(POOL, "errorHandlingTask", 2, tasks.made()),
                new HookPoint(ADAPTED, "decorateTask", 2, tasks.made()),
                new HookPoint(THREAD_PER_TASK, "taskOnSchedulerThread", 1, tasks.made()).optional(),
                new HookPoint(TRIGGERED, "schedule", 0, tasks.triggered()),
                new HookPoint(POOL, "schedule", 2, schedule),
                new HookPoint(POOL, "scheduleAtFixedRate", HookPoint.ANY, schedule),
                new HookPoint(POOL, "submit", 1, new SubmitCall(servers, tasks)),
                new HookPoint(ADAPTED, "schedule", 2, schedule),
                new HookPoint(ADAPTED, "scheduleAtFixedRate", HookPoint.ANY, schedule),
                // What runs them.
                new HookPoint(TASK, "run", 0, new RunTask(servers, tasks, missed)),
                new HookPoint(CONFIGURATION, "beforeExecute", 2, dispatch.ofPool()).optional(),
                new HookPoint(THREAD_PER_TASK + "$1", "beforeExecute", 2, dispatch.ofTriggers()).optional(),
                new HookPoint(THREAD_PER_TASK + "$2", "beforeExecute", 2, dispatch.ofTriggers()).optional(),
                new HookPoint(HAND_OVER, "execute", 1, dispatch.handOver(tasks)));
    }

    @Override
    public ServerControl bind(Class<?> schedulerClass, Weaving weaving) throws UnsupportedShape {
        SchedulingLibrary library = SchedulingLibrary.BOUND.of(schedulerClass);
        if (library.shape() == SchedulingLibrary.Shape.THREAD_PER_TASK) {
            weaving.require(schedulerClass, THREAD_PER_TASK, "close", 0);
            weaving.require(schedulerClass, THREAD_PER_TASK, "taskOnSchedulerThread", 1);
            weaving.require(schedulerClass, THREAD_PER_TASK + "$1", "beforeExecute", 2);
        }
        return new SpringSchedulingControl(schedulerClass, library, servers);
    }
}
