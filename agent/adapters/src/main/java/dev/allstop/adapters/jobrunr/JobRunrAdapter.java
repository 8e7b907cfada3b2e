package dev.allstop.adapters.jobrunr;

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
import java.util.ArrayList;
import java.util.List;

/** The kind {@code jobrunr}; see the package for what it rests on. */
public final class JobRunrAdapter implements JobServerAdapter {

    static final String SERVER = "org.jobrunr.server.BackgroundJobServer";
    static final String PERFORMER = "org.jobrunr.server.BackgroundJobPerformer";

    @Override
    public String kind() {
        return "jobrunr";
    }

    @Override
    public List<HookPoint> hookPoints(Servers servers) {
        List<HookPoint> points = new ArrayList<>();
        points.add(Constructed.of(kind(), SERVER, servers));
        // start() calls start(true); with false it does nothing.
        points.add(new HookPoint(SERVER, "start", 1, new Lifecycle(true,
                (server, guard) -> Boolean.TRUE.equals(guard[0]) ? server : null, servers)));
        points.add(new HookPoint(SERVER, "stop", 0, new WorkersStopped(servers)));
        points.add(new HookPoint(SERVER, "pauseProcessing", 0, new WorkersStopped(servers)));
        Fetch fetch = new Fetch(servers, ownerOfFetch(), null);
        for (Generation generation : Generation.values()) {
            points.add(new HookPoint(generation.fetchClass(), generation.fetchMethod(), 0, fetch));
        }
        points.add(new HookPoint(SERVER, "processJob", 1, new HandOver(servers)));
        points.add(new HookPoint(PERFORMER, "run", 0, Execution.ofCommitted(servers, ownerOfPerformer(),
                (performer, none) -> JobRunrLibrary.of(performer).jobOfPerformer().invoke(performer))));
        return points;
    }

    private static Owner ownerOfFetch() {
        return (task, none) -> JobRunrLibrary.of(task).serverOfFetch().invoke(task);
    }

    private static Owner ownerOfPerformer() {
        return (performer, none) -> JobRunrLibrary.of(performer).serverOfPerformer().invoke(performer);
    }

    @Override
    public ServerControl bind(Class<?> serverClass, Weaving weaving) throws UnsupportedShape {
        JobRunrLibrary library = JobRunrLibrary.of(serverClass);
        for (String method : List.of("start", "stop", "pauseProcessing", "processJob")) {
            weaving.require(serverClass, SERVER, method);
        }
        weaving.require(serverClass, library.generation().fetchClass(), library.generation().fetchMethod());
        weaving.require(serverClass, PERFORMER, "run");
        return new JobRunrControl(serverClass, library);
    }
}
