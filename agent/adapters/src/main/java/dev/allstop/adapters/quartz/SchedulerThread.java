package dev.allstop.adapters.quartz;

import dev.allstop.core.adapter.HookHandler;
import dev.allstop.core.adapter.JobServer;
import dev.allstop.core.adapter.Owner;
import dev.allstop.core.adapter.Servers;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What is known on a {@code QuartzSchedulerThread}: whose thread it is, and which of the jobs that it has committed to
 * were not handed to the thread pool yet. The library drops such a job when its instance cannot be made or the pool
 * refuses it; it then has to be forgotten, or the server would never drain.
 */
final class SchedulerThread implements Owner {

    private final Servers servers;
    /** Written and read by the scheduler's thread alone. */
    private final ThreadLocal<Pending> pending = ThreadLocal.withInitial(Pending::new);

    SchedulerThread(Servers servers) {
        this.servers = servers;
    }

    private static final class Pending {
        private final Set<String> committed = new LinkedHashSet<>();
        private String handedOver;
    }

    static boolean isCurrent() {
        return Thread.currentThread().getClass().getName().equals(QuartzLibrary.SCHEDULER_THREAD);
    }

    /** The scheduler whose thread this is; none for a store that the application calls itself. */
    @Override
    public Object of(Object store, Object[] arguments) throws Throwable {
        Thread current = Thread.currentThread();
        return isCurrent() ? QuartzLibrary.BOUND.of(current).schedulerOfThread().invoke(current) : null;
    }

    private JobServer server() throws Throwable {
        return servers.find(of(null, null));
    }

    void committed(String fireInstanceId) {
        pending.get().committed.add(fireInstanceId);
    }

    /** The thread has come round: what it has not handed over by now it never will. */
    void cameRound() throws Throwable {
        if (!isCurrent()) {
            return;
        }
        Pending mine = pending.get();
        mine.handedOver = null;
        if (!mine.committed.isEmpty()) {
            JobServer server = server();
            if (server != null) {
                mine.committed.forEach(server.inFlight()::dropCommitted);
            }
            mine.committed.clear();
        }
    }

    /** Around {@code JobRunShell.initialize}, after which the shell goes to the thread pool. */
    HookHandler handedOver() {
        return new HookHandler() {
            @Override
            public Object enter(Object shell, Object[] arguments) throws Throwable {
                return isCurrent() ? QuartzLibrary.BOUND.of(shell).fireInstanceIdOfShell(shell) : null;
            }

            @Override
            public void exit(Object fireInstanceId, Object shell, Object returned, Throwable thrown) {
                Pending mine = pending.get();
                mine.handedOver = null;
                if (thrown == null && mine.committed.remove(fireInstanceId)) {
                    mine.handedOver = (String) fireInstanceId;
                }
            }
        };
    }

    /**
     * Before {@code JobStore.triggeredJobComplete}, which this thread calls only for the job that it could not hand
     * over. Not by the trigger in the call: with RAMJobStore that can be another one, because {@code triggersFired}
     * leaves out triggers that are gone while the caller goes by position.
     */
    HookHandler dropped() {
        return new HookHandler() {
            @Override
            public Object enter(Object store, Object[] arguments) throws Throwable {
                if (isCurrent()) {
                    Pending mine = pending.get();
                    JobServer server = server();
                    if (mine.handedOver != null && server != null) {
                        server.inFlight().dropCommitted(mine.handedOver);
                    }
                    mine.handedOver = null;
                }
                return null;
            }
        };
    }
}
