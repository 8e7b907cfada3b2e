package dev.allstop.adapters.jesque;

import dev.allstop.core.adapter.ByIdentity;
import dev.allstop.core.adapter.Execution;
import dev.allstop.core.adapter.HookHandler;
import dev.allstop.core.adapter.Servers;
import dev.allstop.core.gate.Run;

/** Around a worker's {@code process(job, queue)}, which runs the job and notes its end in Redis. */
final class ProcessJob extends Execution {

    /** Set while a worker's thread is inside. */
    private final ThreadLocal<Taken> current = new ThreadLocal<>();

    ProcessJob(Servers servers, Crews crews) {
        super(servers, (worker, arguments) -> crews.serverOf(worker), (worker, arguments) -> new ByIdentity(worker),
                Admission.COMMITTED, null);
    }

    @Override
    protected Object subject(Object worker, Object[] arguments) {
        return new Taken(arguments[0], (String) arguments[1]);
    }

    @Override
    protected void started(Run run, Object subject) {
        Taken taken = (Taken) run.subject();
        taken.read((Taken) subject);
        current.set(taken);
    }

    @Override
    protected void ended(Object worker) {
        current.remove();
    }

    /** Before {@code failure(thrown, job, queue)}. */
    HookHandler failure() {
        return new HookHandler() {
            @Override
            public Object enter(Object worker, Object[] arguments) {
                Taken taken = current.get();
                if (taken != null) {
                    taken.fail();
                }
                return null;
            }
        };
    }
}
