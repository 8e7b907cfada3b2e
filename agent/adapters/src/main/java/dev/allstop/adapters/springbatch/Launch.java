package dev.allstop.adapters.springbatch;

import dev.allstop.core.adapter.ByIdentity;
import dev.allstop.core.adapter.HookHandler;
import dev.allstop.core.adapter.JobServer;
import dev.allstop.core.adapter.Servers;
import java.util.concurrent.RejectedExecutionException;

/**
 * Around {@code run(Job, JobParameters)} of a launcher, the gate: refused while it is closed, unless it is part of a job
 * that runs. The passage ends when the execution is in the repository and about to be handed to the task executor
 * ({@link Accepted}), from where the method may go on for as long as the job runs.
 */
final class Launch implements HookHandler {

    private final Servers servers;
    /** Innermost first: a job that runs in its caller's thread may launch another. */
    private final ThreadLocal<Passage> passages = new ThreadLocal<>();

    Launch(Servers servers) {
        this.servers = servers;
    }

    /** One call, used by its thread only. */
    private static final class Passage {

        private final JobServer server;
        private final boolean isPartOfRunning;
        private final Passage outer;
        private boolean inside;
        private ByIdentity accepted;

        Passage(JobServer server, boolean isPartOfRunning, Passage outer) {
            this.server = server;
            this.isPartOfRunning = isPartOfRunning;
            this.outer = outer;
            this.inside = !isPartOfRunning;
        }

        void accept(Object execution) {
            accepted = new ByIdentity(execution);
            if (isPartOfRunning) {
                server.inFlight().commitPart(accepted, execution);
            } else {
                server.inFlight().commit(accepted, execution);
            }
            leave();
        }

        void leave() {
            if (inside) {
                inside = false;
                server.gate().leave();
            }
        }

        void dropAccepted() {
            if (accepted != null) {
                server.inFlight().dropCommitted(accepted);
            }
        }
    }

    @Override
    public Object enter(Object launcher, Object[] arguments) throws Throwable {
        JobServer server = servers.find(launcher);
        if (server == null) {
            return null;
        }
        boolean open = server.gate().enter();
        SpringBatchLibrary library = SpringBatchLibrary.BOUND.of(launcher);
        if (!open && !servers.isInHeldJob() && library.stepContext().invoke() == null) {
            return HookHandler.refuse(new RejectedExecutionException("job "
                    + (arguments[0] == null ? null : library.jobName().invoke(arguments[0]))
                    + " is not started: Allstop holds the batch jobs of this JVM, as somebody has ordered. Nothing was "
                    + "written to the job repository; launch it again after the resume"));
        }
        Passage passage = new Passage(server, !open, passages.get());
        passages.set(passage);
        return passage;
    }

    /** A task executor that takes no more has failed the execution, which then does not start. */
    @Override
    public void exit(Object token, Object launcher, Object execution, Throwable thrown) throws Throwable {
        Passage passage = (Passage) token;
        passage.leave();
        if (passage.outer == null) {
            passages.remove();
        } else {
            passages.set(passage.outer);
        }
        if (thrown != null || execution != null && SpringBatchLibrary.BOUND.of(launcher).execution().hasFailed(execution)) {
            passage.dropAccepted();
        }
    }

    /** The innermost call of this thread has made an execution. */
    void accepted(Object execution) {
        Passage passage = passages.get();
        if (passage != null) {
            passage.accept(execution);
        }
    }
}
