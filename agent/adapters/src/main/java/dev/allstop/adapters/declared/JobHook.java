package dev.allstop.adapters.declared;

import dev.allstop.adapters.declared.Declaration.Job;
import dev.allstop.adapters.declared.Declaration.Key;
import dev.allstop.core.adapter.ByIdentity;
import dev.allstop.core.adapter.HookHandler;
import dev.allstop.core.adapter.HookPoint;
import dev.allstop.core.adapter.JobServer;
import dev.allstop.core.adapter.Servers;
import dev.allstop.core.gate.Gate;
import dev.allstop.core.gate.Run;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/** Around a method that runs one job. */
final class JobHook implements HookHandler {

    private static final int OWNER = 0;
    private static final int NAME = 1;
    private static final int ID = 2;
    private static final int KEY = 3;

    private final Servers servers;
    private final Job job;
    private final Hook hook;
    private final AtomicLong numbers = new AtomicLong();

    JobHook(Servers servers, Job job) {
        this.servers = servers;
        this.job = job;
        this.hook = new Hook(job.target(), job.answer(),
                Arrays.asList(job.owner(), job.name(), job.id(), job.key().path()));
    }

    HookPoint point() {
        return new HookPoint(job.target().className(), job.target().method(), job.target().parameters(), this);
    }

    Hook hook() {
        return hook;
    }

    private record Running(JobServer server, Run run) {
    }

    @Override
    public Object enter(Object self, Object[] arguments) throws Throwable {
        JobServer server = servers.find(hook.owner(OWNER).of(self, arguments));
        if (server == null) {
            return null;
        }
        Object key = key(self, arguments);
        if (job.answer() == null) {
            return start(server, key, self, arguments);
        }
        Gate gate = server.gate();
        boolean passed = job.answer().parks()
                ? gate.enterWhenOpen(() -> server.isEnded() || Thread.currentThread().isInterrupted())
                : gate.enter();
        if (!passed) {
            return HookHandler.skip(job.answer().value());
        }
        try {
            return start(server, key, self, arguments);
        } finally {
            gate.leave();
        }
    }

    private Object key(Object self, Object[] arguments) throws Throwable {
        Key key = job.key();
        Object known = key.ofThread() ? Thread.currentThread() : key.isNone() ? null : hook.read(KEY, self, arguments);
        return new ByIdentity(known == null ? new Object() : known);
    }

    /** Nothing is ever withdrawn, so it always starts. */
    private Running start(JobServer server, Object key, Object self, Object[] arguments) {
        JobCall call = new JobCall(this, self, arguments, numbers.incrementAndGet());
        Run run = server.inFlight().start(key, call);
        if (run.subject() instanceof Fetched fetched) {
            fetched.runBy(call);
        }
        return new Running(server, run);
    }

    @Override
    public void exit(Object token, Object self, Object returned, Throwable thrown) {
        Running running = (Running) token;
        running.server().inFlight().end(running.run());
    }

    /** By default the method's name and a number. */
    String[] describe(JobCall call) throws Throwable {
        Object name = hook.read(NAME, call.self(), call.arguments());
        Object id = hook.read(ID, call.self(), call.arguments());
        return new String[] {name == null ? job.target().method() : Objects.toString(name),
                id == null ? "#" + call.number() : Objects.toString(id)};
    }
}
