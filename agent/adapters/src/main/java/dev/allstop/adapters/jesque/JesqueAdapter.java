package dev.allstop.adapters.jesque;

import dev.allstop.core.adapter.HookPoint;
import dev.allstop.core.adapter.JobServerAdapter;
import dev.allstop.core.adapter.ServerControl;
import dev.allstop.core.adapter.Servers;
import dev.allstop.core.adapter.UnsupportedShape;
import dev.allstop.core.adapter.Weaving;
import java.util.ArrayList;
import java.util.List;

/** The kind {@code jesque}; see the package for what it rests on. */
public final class JesqueAdapter implements JobServerAdapter {

    private static final String PACKAGE = "net.greghaines.jesque.worker.";

    static final String POOL = PACKAGE + "WorkerPool";
    static final List<String> WORKERS = List.of(PACKAGE + "WorkerImpl", PACKAGE + "WorkerPoolImpl");

    private final Crews crews = new Crews();

    @Override
    public String kind() {
        return "jesque";
    }

    @Override
    public List<HookPoint> hookPoints(Servers servers) {
        PopJob pop = new PopJob(servers, crews);
        ProcessJob process = new ProcessJob(servers, crews);
        WorkerLife life = new WorkerLife(kind(), servers, crews);
        List<HookPoint> points = new ArrayList<>();
        points.add(new HookPoint(POOL, HookPoint.CONSTRUCTOR, HookPoint.ANY, new PoolConstructed(kind(), servers, crews)));
        points.add(new HookPoint(POOL, "end", 1, life.ended()));
        for (String worker : WORKERS) {
            points.add(new HookPoint(worker, HookPoint.CONSTRUCTOR, HookPoint.ANY, life.constructed()));
            points.add(new HookPoint(worker, "run", 0, life.run()));
            points.add(new HookPoint(worker, "end", 1, life.ended()));
            points.add(new HookPoint(worker, "pop", 1, pop));
            points.add(new HookPoint(worker, "process", 2, process));
            points.add(new HookPoint(worker, "failure", 3, process.failure()));
        }
        return points;
    }

    @Override
    public ServerControl bind(Class<?> serverClass, Weaving weaving) throws UnsupportedShape {
        return new JesqueControl(serverClass, JesqueLibrary.BOUND.of(serverClass), crews);
    }
}
