package dev.allstop.adapters.temporal;

import dev.allstop.core.adapter.HookPoint;
import dev.allstop.core.adapter.JobServerAdapter;
import dev.allstop.core.adapter.Lifecycle;
import dev.allstop.core.adapter.ServerControl;
import dev.allstop.core.adapter.Servers;
import dev.allstop.core.adapter.UnsupportedShape;
import dev.allstop.core.adapter.Weaving;
import java.util.ArrayList;
import java.util.List;

/** The kind {@code temporal}; see the package for what it rests on. */
public final class TemporalAdapter implements JobServerAdapter {

    static final String FACTORY = "io.temporal.worker.WorkerFactory";
    static final String INTERNAL = "io.temporal.internal.worker.";
    static final String ACTIVITY_WORKER = INTERNAL + "ActivityWorker";
    static final String EAGER = ACTIVITY_WORKER + "$EagerActivityDispatcherImpl";
    private static final String SCALING_POLLER = INTERNAL + "AsyncPoller";

    /** Workflow tasks, activities, Nexus operations: who polls and who runs. */
    static final List<String> POLLS = List.of(INTERNAL + "WorkflowPollTask", INTERNAL + "ActivityPollTask",
            INTERNAL + "NexusPollTask");
    static final List<String> WORKERS = List.of(INTERNAL + "WorkflowWorker", ACTIVITY_WORKER, INTERNAL + "NexusWorker");

    private final Factories factories = new Factories();

    @Override
    public String kind() {
        return "temporal";
    }

    @Override
    public List<HookPoint> hookPoints(Servers servers) {
        Polls polls = new Polls(servers, factories);
        Tasks tasks = new Tasks(servers, factories);
        EagerActivities eager = new EagerActivities(servers, factories);
        List<HookPoint> points = new ArrayList<>();
        points.add(new HookPoint(FACTORY, HookPoint.CONSTRUCTOR, HookPoint.ANY, factories.constructed(kind(), servers)));
        points.add(new HookPoint(FACTORY, "newWorker", 2, factories.newWorker()));
        points.add(Lifecycle.end(FACTORY, "shutdown", servers));
        points.add(Lifecycle.end(FACTORY, "shutdownNow", servers));
        points.add(new HookPoint(SCALING_POLLER, HookPoint.CONSTRUCTOR, HookPoint.ANY,
                factories.scalingPollerConstructed()).optional());
        POLLS.forEach(poll -> points.add(new HookPoint(poll, "poll", 0, polls.poll())));
        points.add(new HookPoint(INTERNAL + "PollerTracker", "pollStarted", 0, polls.started()));
        WORKERS.forEach(worker -> points.add(new HookPoint(worker + "$TaskHandlerImpl", "handle", 1, tasks)));
        points.add(new HookPoint(EAGER, "tryReserveActivitySlot", 1, eager.reservation()));
        points.add(new HookPoint(EAGER, "releaseActivitySlotReservations", 1, eager.release()));
        return points;
    }

    @Override
    public ServerControl bind(Class<?> serverClass, Weaving weaving) throws UnsupportedShape {
        return new TemporalControl(serverClass, TemporalLibrary.BOUND.of(serverClass));
    }
}
