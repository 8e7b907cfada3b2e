package dev.allstop.it.added;

import dev.allstop.core.adapter.Constructed;
import dev.allstop.core.adapter.Execution;
import dev.allstop.core.adapter.Fetch;
import dev.allstop.core.adapter.HookPoint;
import dev.allstop.core.adapter.JobServer;
import dev.allstop.core.adapter.JobServerAdapter;
import dev.allstop.core.adapter.Lifecycle;
import dev.allstop.core.adapter.Owner;
import dev.allstop.core.adapter.PerClass;
import dev.allstop.core.adapter.Reach;
import dev.allstop.core.adapter.ServerControl;
import dev.allstop.core.adapter.Servers;
import dev.allstop.core.adapter.UnsupportedShape;
import dev.allstop.core.adapter.Weaving;
import dev.allstop.core.gate.Run;
import java.lang.invoke.MethodHandle;
import java.util.List;

/** The in-house {@code NightlyRunner} in Java, as a team would write it into a jar of its own. */
public final class NightlyRunnerAdapter implements JobServerAdapter {

    private static final String RUNNER = "dev.allstop.it.inhouse.NightlyRunner";
    private static final String STEP = RUNNER + "$Step";

    /** All that is bound of a step. */
    private record Step(MethodHandle runner, MethodHandle id) {

        private static final PerClass<Step> PER_CLASS = new PerClass<>(
                type -> new Step(Reach.getter(type, "runner"), Reach.getter(type, "id")));

        static Step of(Object step) throws UnsupportedShape {
            return PER_CLASS.of(step.getClass());
        }
    }

    @Override
    public String kind() {
        return "nightly";
    }

    @Override
    public List<HookPoint> hookPoints(Servers servers) {
        return List.of(
                Constructed.of(kind(), RUNNER, servers),
                Lifecycle.end(RUNNER, "halt", servers),
                new HookPoint(RUNNER, "next", 0, new Fetch(servers, Owner.SELF, null) {
                    @Override
                    protected void fetched(JobServer server, Object runner, Object step) {
                        server.inFlight().commit(step, step);
                    }
                }),
                new HookPoint(STEP, "run", 0, Execution.ofCommitted(servers,
                        (step, none) -> Step.of(step).runner().invoke(step), Execution.Key.SELF)));
    }

    @Override
    public ServerControl bind(Class<?> runnerClass, Weaving weaving) throws UnsupportedShape {
        MethodHandle name = Reach.getter(runnerClass, "name");
        MethodHandle halt = Reach.method(runnerClass, "halt", 1);
        return new ServerControl() {
            @Override
            public String name(Object runner) throws Throwable {
                return (String) name.invoke(runner);
            }

            @Override
            public String library(Object runner) {
                return "nightly, our own";
            }

            @Override
            public String[] describe(Run run) throws Throwable {
                return new String[] {(String) Step.of(run.subject()).id().invoke(run.subject()), "once"};
            }

            @Override
            public void shutdown(Object runner) throws Throwable {
                halt.invoke(runner, false);
            }
        };
    }
}
