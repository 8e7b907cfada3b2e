package dev.allstop.adapters.jobrunr;

import dev.allstop.core.adapter.ByIdentity;
import dev.allstop.core.adapter.Commit;
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
            points.add(new HookPoint(generation.fetchClass(), generation.fetchMethod(), 0, fetch).oneOf("fetch"));
        }
        // Not by the job's id: 5.x and 6.x may read a job twice before a worker claims it, and of the two performers only
        // one runs it.
        points.add(new HookPoint(SERVER, "processJob", 1, new Commit(servers, Owner.SELF, (server, job) -> job[0])));
        points.add(new HookPoint(PERFORMER, "run", 0, Execution.ofClaimed(servers, ownerOfPerformer(),
                (performer, none) ->
                        new ByIdentity(JobRunrLibrary.BOUND.of(performer).jobOfPerformer().invoke(performer)))));
        return points;
    }

    private static Owner ownerOfFetch() {
        return (task, none) -> JobRunrLibrary.BOUND.of(task).serverOfFetch().invoke(task);
    }

    private static Owner ownerOfPerformer() {
        return (performer, none) -> JobRunrLibrary.BOUND.of(performer).serverOfPerformer().invoke(performer);
    }

    @Override
    public ServerControl bind(Class<?> serverClass, Weaving weaving) throws UnsupportedShape {
        return new JobRunrControl(serverClass, JobRunrLibrary.BOUND.of(serverClass));
    }
}
