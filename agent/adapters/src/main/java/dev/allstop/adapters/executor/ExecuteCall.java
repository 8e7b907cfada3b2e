package dev.allstop.adapters.executor;

import dev.allstop.core.adapter.HookHandler;
import dev.allstop.core.adapter.JobServer;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * Before {@code ThreadPoolExecutor.execute(task)}. A pool that has no queue would start a thread for every task that is
 * submitted during a hold; they are kept aside instead, until {@link ExecutorControl#gateOpened}.
 *
 * <p>None is forgotten: it is put aside before the gate is looked at again. If that look sees the gate closed, it is
 * opened later, and what is aside is submitted after that.
 */
record ExecuteCall(Pools pools) implements HookHandler {

    @Override
    public Object enter(Object self, Object[] arguments) {
        ThreadPoolExecutor pool = (ThreadPoolExecutor) self;
        if (!(pool.getQueue() instanceof SynchronousQueue) || arguments[0] == null) {
            return null;
        }
        JobServer server = pools.chosen(pool);
        if (server == null || !server.gate().isClosed()) {
            return null;
        }
        Pool known = pools.of(pool);
        Runnable task = (Runnable) arguments[0];
        known.putAside(task);
        boolean goesOn = (!server.gate().isClosed() || pool.isShutdown()) && known.takeBack(task);
        return goesOn ? null : HookHandler.skip(null);
    }
}
