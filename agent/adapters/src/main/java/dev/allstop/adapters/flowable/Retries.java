package dev.allstop.adapters.flowable;

import static dev.allstop.core.adapter.Reach.constructor;
import static dev.allstop.core.adapter.Reach.neighbour;

import dev.allstop.core.adapter.UnsupportedShape;
import java.lang.invoke.MethodHandle;

/**
 * Undoes what an interrupt has done to a job. The library has made a timer of it, due in ten seconds by default and with
 * one retry less, or after the last retry a dead letter, under the same id in both cases; its own commands move it back.
 */
record Retries(FlowableLibrary library, Class<?> notFound, MethodHandle setRetriesOfTimer, MethodHandle moveTimer,
               MethodHandle moveDeadLetter) {

    static Retries bind(Class<?> member, FlowableLibrary library) throws UnsupportedShape {
        String commands = "org.flowable.job.service.impl.cmd.";
        return new Retries(
                library,
                neighbour(member, "org.flowable.common.engine.api.FlowableObjectNotFoundException"),
                constructor(neighbour(member, commands + "SetTimerJobRetriesCmd"),
                        "String", "int", "JobServiceConfiguration"),
                constructor(neighbour(member, commands + "MoveTimerToExecutableJobCmd"),
                        "String", "JobServiceConfiguration"),
                constructor(neighbour(member, commands + "MoveDeadLetterJobToExecutableJobCmd"),
                        "String", "int", "JobServiceConfiguration"));
    }

    /** @return false when the job has completed in spite of the interrupt */
    boolean restore(Object executor, Object job) throws Throwable {
        Object configuration = library.configurationOfExecutor().invoke(executor);
        String id = library.job().idOf(job);
        int retries = (int) library.job().retries().invoke(job);
        return execute(configuration, setRetriesOfTimer.invoke(id, retries, configuration))
                && execute(configuration, moveTimer.invoke(id, configuration))
                || execute(configuration, moveDeadLetter.invoke(id, retries, configuration));
    }

    /** @return false when there is no such job where the command looks for it */
    private boolean execute(Object configuration, Object command) throws Throwable {
        try {
            library.execute(configuration, command);
            return true;
        } catch (Throwable refused) {
            if (notFound.isInstance(refused)) {
                return false;
            }
            throw refused;
        }
    }
}
