package dev.allstop.adapters.springbatch;

import dev.allstop.core.adapter.ByIdentity;
import dev.allstop.core.adapter.Constructed;
import dev.allstop.core.adapter.Execution;
import dev.allstop.core.adapter.HookPoint;
import dev.allstop.core.adapter.JobServerAdapter;
import dev.allstop.core.adapter.ServerControl;
import dev.allstop.core.adapter.Servers;
import dev.allstop.core.adapter.UnsupportedShape;
import dev.allstop.core.adapter.Weaving;
import java.util.ArrayList;
import java.util.List;

/** The kind {@code spring-batch}; see the package for what it rests on. */
public final class SpringBatchAdapter implements JobServerAdapter {

    static final String PACKAGE = "org.springframework.batch.core.launch.support.";
    static final String OPERATOR = PACKAGE + "SimpleJobOperator";

    /** Since 5, and before. */
    static final List<String> LAUNCHERS = List.of(PACKAGE + "TaskExecutorJobLauncher", PACKAGE + "SimpleJobLauncher");

    private final Operators operators = new Operators();

    @Override
    public String kind() {
        return "spring-batch";
    }

    @Override
    public List<HookPoint> hookPoints(Servers servers) {
        List<HookPoint> points = new ArrayList<>();
        points.add(new HookPoint(OPERATOR, HookPoint.CONSTRUCTOR, HookPoint.ANY, operators).optional());
        Launch launch = new Launch(servers);
        for (String launcher : LAUNCHERS) {
            points.add(Constructed.of(kind(), launcher, servers).oneOf("launcher"));
            points.add(new HookPoint(launcher, "run", 2, launch).oneOf("run"));
            String task = taskOf(launcher);
            points.add(new HookPoint(task, HookPoint.CONSTRUCTOR, HookPoint.ANY, new Accepted(launch)).oneOf("task"));
            points.add(new HookPoint(task, "run", 0, Execution.ofCommitted(servers,
                    (self, none) -> SpringBatchLibrary.BOUND.of(self).launcherOfTask().invoke(self),
                    (self, none) -> new ByIdentity(SpringBatchLibrary.BOUND.of(self).executionOfTask().invoke(self))))
                    .oneOf("execution"));
        }
        return points;
    }

    /** What a launcher hands to its task executor. */
    static String taskOf(String launcher) {
        return launcher + "$1";
    }

    @Override
    public ServerControl bind(Class<?> launcherClass, Weaving weaving) throws UnsupportedShape {
        return new SpringBatchControl(SpringBatchLibrary.BOUND.of(launcherClass), operators);
    }
}
