package dev.allstop.adapters.declared;

import dev.allstop.adapters.declared.Declaration.Job;
import dev.allstop.core.adapter.ByIdentity;
import dev.allstop.core.adapter.Execution;
import dev.allstop.core.adapter.HookPoint;
import dev.allstop.core.adapter.Servers;
import dev.allstop.core.gate.Run;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/** Around a method that runs one job. Nothing is ever withdrawn, so what passes always starts. */
final class JobHook extends Execution {

    private static final int OWNER = 0;
    private static final int NAME = 1;
    private static final int ID = 2;
    private static final int KEY = 3;

    private final Job job;
    private final Hook hook;
    private final AtomicLong numbers = new AtomicLong();

    private JobHook(Servers servers, Job job, Hook hook) {
        super(servers, hook.owner(OWNER), (self, arguments) -> key(job.key(), hook, self, arguments), admission(job.answer()),
                job.answer() == null ? null : job.answer().value());
        this.job = job;
        this.hook = hook;
    }

    static JobHook of(Servers servers, Job job) {
        return new JobHook(servers, job, new Hook(job.target(), job.answer(),
                Arrays.asList(job.owner(), job.name(), job.id(), job.key().path())));
    }

    private static Admission admission(Answer answer) {
        if (answer == null) {
            return Admission.COMMITTED;
        }
        return answer.parks() ? Admission.WAITING : Admission.GATED;
    }

    private static Object key(Declaration.Key key, Hook hook, Object self, Object[] arguments) throws Throwable {
        Object known = key.ofThread() ? Thread.currentThread() : key.isNone() ? null : hook.read(KEY, self, arguments);
        return new ByIdentity(known == null ? new Object() : known);
    }

    HookPoint point() {
        return job.target().point(this);
    }

    Hook hook() {
        return hook;
    }

    @Override
    protected Object subject(Object self, Object[] arguments) {
        return new JobCall(this, self, arguments, numbers.incrementAndGet());
    }

    @Override
    protected void started(Run run, Object call) {
        if (run.subject() instanceof Fetched fetched) {
            fetched.runBy((JobCall) call);
        }
    }

    /** By default the method's name and a number. */
    String[] describe(JobCall call) throws Throwable {
        Object name = hook.read(NAME, call.self(), call.arguments());
        Object id = hook.read(ID, call.self(), call.arguments());
        return new String[] {name == null ? job.target().method() : Objects.toString(name),
                id == null ? "#" + call.number() : Objects.toString(id)};
    }
}
