package dev.allstop.adapters.xxljob;

import dev.allstop.core.adapter.ByIdentity;
import dev.allstop.core.adapter.HookHandler;
import dev.allstop.core.adapter.JobServer;
import dev.allstop.core.adapter.Servers;
import dev.allstop.core.adapter.UnsupportedShape;
import dev.allstop.core.gate.Run;

/** The way of a trigger: from the admin's call into the queue of a job's thread, and through that thread. */
final class Triggers {

    private static final int FAILED = 500;
    private static final String HELD = "this executor is held by Allstop and takes no jobs";

    private final String kind;
    private final Servers servers;
    private final Executors executors;
    private final Results results;
    /** What a job's thread is at. */
    private final ThreadLocal<Run> running = new ThreadLocal<>();

    Triggers(String kind, Servers servers, Executors executors, Results results) {
        this.kind = kind;
        this.servers = servers;
        this.executors = executors;
        this.results = results;
    }

    private JobServer serverOf(Object member) throws UnsupportedShape {
        return servers.find(executors.of(member.getClass()));
    }

    /** Null unless this is the thread of a job. */
    private JobServer serverOfThisThread() throws UnsupportedShape {
        Thread current = Thread.currentThread();
        return current.getClass().getName().equals(XxlJobAdapter.JOB_THREAD) ? serverOf(current) : null;
    }

    /** After a late attach that has not found the executor. */
    private void sayThatItIsNotUnderControl(Object biz) throws UnsupportedShape {
        if (executors.of(biz.getClass()) == null) {
            servers.constructed(kind, biz);
        }
    }

    private static Object refusal(Object member) throws Throwable {
        return HookHandler.skip(XxlJobLibrary.BOUND.of(member).newAnswer().invoke(FAILED, HELD));
    }

    /** Around {@code ExecutorBizImpl.run(trigger)}. */
    HookHandler run() {
        return new HookHandler() {
            @Override
            public Object enter(Object biz, Object[] arguments) throws Throwable {
                JobServer server = serverOf(biz);
                if (server == null) {
                    sayThatItIsNotUnderControl(biz);
                    return null;
                }
                return server.gate().enter() ? server : refusal(biz);
            }

            @Override
            public void exit(Object server, Object biz, Object returned, Throwable thrown) {
                ((JobServer) server).gate().leave();
            }
        };
    }

    /** Around {@code beat()} and {@code idleBeat(job)}: whether the admin may send something. */
    HookHandler beat() {
        return new HookHandler() {
            @Override
            public Object enter(Object biz, Object[] arguments) throws Throwable {
                JobServer server = serverOf(biz);
                return server != null && server.gate().isClosed() ? refusal(biz) : null;
            }
        };
    }

    /**
     * Before {@code JobThread.pushTriggerQueue(trigger)}. It refuses one that waits in the queue already, which then stays
     * committed as it is.
     */
    HookHandler queued() {
        return new HookHandler() {
            @Override
            public Object enter(Object thread, Object[] arguments) throws Throwable {
                JobServer server = serverOf(thread);
                if (server != null) {
                    long logId = (long) XxlJobLibrary.BOUND.of(thread).logId().invoke(arguments[0]);
                    server.inFlight().commit(new Trigger(new ByIdentity(thread), logId), arguments[0]);
                }
                return null;
            }
        };
    }

    /** Before {@code XxlJobFileAppender.makeLogFileName(date, logId)}. */
    HookHandler begin() {
        return new HookHandler() {
            @Override
            public Object enter(Object none, Object[] arguments) throws Throwable {
                JobServer server = serverOfThisThread();
                if (server != null && running.get() == null) {
                    Trigger trigger = new Trigger(new ByIdentity(Thread.currentThread()), (long) arguments[1]);
                    // Nothing is ever withdrawn, so it always starts.
                    running.set(server.inFlight().start(trigger, trigger));
                }
                return null;
            }
        };
    }

    /** Before {@code TriggerCallbackThread.pushCallBack(result)}: of the job that this thread ran, or of one that it dropped. */
    HookHandler result() {
        return new HookHandler() {
            @Override
            public Object enter(Object none, Object[] arguments) throws Throwable {
                JobServer server = serverOfThisThread();
                if (server == null) {
                    return null;
                }
                Thread thread = Thread.currentThread();
                // First: between the two the server would look drained.
                results.handedOver(executors.of(thread.getClass()));
                Run run = running.get();
                if (run != null) {
                    running.remove();
                    server.inFlight().end(run);
                } else {
                    long logId = (long) XxlJobLibrary.BOUND.of(thread).logIdOfResult().invoke(arguments[0]);
                    server.inFlight().dropCommitted(new Trigger(new ByIdentity(thread), logId));
                }
                return null;
            }
        };
    }

    /** Around {@code JobThread.run()}: what came into its queue when it had ended it will never run. */
    HookHandler thread() {
        return new HookHandler() {
            @Override
            public Object enter(Object thread, Object[] arguments) throws Throwable {
                return serverOf(thread);
            }

            @Override
            public void exit(Object token, Object thread, Object returned, Throwable thrown) {
                JobServer server = (JobServer) token;
                ByIdentity ended = new ByIdentity(thread);
                server.inFlight().present().stream().map(Run::key)
                        .filter(key -> key instanceof Trigger trigger && trigger.thread().equals(ended))
                        .forEach(server.inFlight()::dropCommitted);
            }
        };
    }
}
