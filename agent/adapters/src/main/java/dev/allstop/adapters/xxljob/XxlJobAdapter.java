package dev.allstop.adapters.xxljob;

import dev.allstop.core.adapter.HookPoint;
import dev.allstop.core.adapter.JobServerAdapter;
import dev.allstop.core.adapter.Lifecycle;
import dev.allstop.core.adapter.ServerControl;
import dev.allstop.core.adapter.Servers;
import dev.allstop.core.adapter.UnsupportedShape;
import dev.allstop.core.adapter.Weaving;
import java.util.ArrayList;
import java.util.List;

/** The kind {@code xxl-job}; see the package for what it rests on. */
public final class XxlJobAdapter implements JobServerAdapter {

    private static final String LIBRARY = "com.xxl.job.core.";

    static final String EXECUTOR = LIBRARY + "executor.XxlJobExecutor";
    static final String JOB_THREAD = LIBRARY + "thread.JobThread";
    private static final String RESULTS = LIBRARY + "thread.TriggerCallbackThread";
    private static final String LOG = LIBRARY + "log.XxlJobFileAppender";
    /** What the admin calls, since 3.3 and before. */
    private static final List<String> CALLED_BY_ADMIN = List.of(LIBRARY + "openapi.impl.ExecutorBizImpl",
            LIBRARY + "biz.impl.ExecutorBizImpl");

    private final Executors executors = new Executors();
    private final Results results = new Results(executors);

    @Override
    public String kind() {
        return "xxl-job";
    }

    @Override
    public List<HookPoint> hookPoints(Servers servers) {
        Triggers triggers = new Triggers(kind(), servers, executors, results);
        List<HookPoint> points = new ArrayList<>();
        points.add(new HookPoint(EXECUTOR, HookPoint.CONSTRUCTOR, HookPoint.ANY, executors.constructed(kind(), servers)));
        points.add(Lifecycle.start(EXECUTOR, "start", servers));
        points.add(Lifecycle.end(EXECUTOR, "destroy", servers));
        for (String called : CALLED_BY_ADMIN) {
            points.add(new HookPoint(called, "run", 1, triggers.run()).oneOf("run"));
            points.add(new HookPoint(called, "beat", 0, triggers.beat()).oneOf("beat"));
            points.add(new HookPoint(called, "idleBeat", 1, triggers.beat()).oneOf("idleBeat"));
        }
        points.add(new HookPoint(JOB_THREAD, "pushTriggerQueue", 1, triggers.queued()));
        points.add(new HookPoint(JOB_THREAD, "run", 0, triggers.thread()));
        points.add(new HookPoint(LOG, "makeLogFileName", 2, triggers.begin()));
        points.add(new HookPoint(RESULTS, "pushCallBack", 1, triggers.result()));
        points.add(new HookPoint(RESULTS, "doCallback", 1, results.delivered()));
        return points;
    }

    @Override
    public ServerControl bind(Class<?> serverClass, Weaving weaving) throws UnsupportedShape {
        if (CALLED_BY_ADMIN.contains(serverClass.getName())) {
            throw new UnsupportedShape("its executor was there before Allstop was attached, and nothing that runs leads to it: "
                    + "start this JVM with the agent");
        }
        return new XxlJobControl(XxlJobLibrary.BOUND.of(serverClass), results);
    }
}
