package dev.allstop.core.management;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps the JVM alive while an order is carried out and until its answer is on its way. JMX answers on daemon threads:
 * when a stop ends the application's last non-daemon thread, the JVM would go down in the middle of the call (seen:
 * jmxterm got an EOFException though the stop had worked). Does not delay an exit that somebody asks for.
 */
final class Keeper {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final long lingerNanos;
    private int orders;
    private long lastEnd;
    private Thread thread;

    /** @param lingerMillis how long after the end of an order its answer may need to be written */
    Keeper(long lingerMillis) {
        lingerNanos = TimeUnit.MILLISECONDS.toNanos(lingerMillis);
    }

    /** From now on until it is closed, and the linger after that, the JVM stays. */
    Order begin() {
        lock.lock();
        try {
            orders++;
            if (thread == null) {
                thread = new Thread(null, this::keep, "allstop-keeper", 0, false);
                thread.setDaemon(false);
                thread.setContextClassLoader(Keeper.class.getClassLoader());
                thread.start();
            }
            return this::end;
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            orders--;
            lastEnd = System.nanoTime();
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void keep() {
        lock.lock();
        try {
            long left = lingerNanos;
            while (orders > 0 || left > 0) {
                if (orders > 0) {
                    changed.awaitUninterruptibly();
                } else {
                    awaitNanos(left);
                }
                left = lingerNanos - (System.nanoTime() - lastEnd);
            }
            thread = null;
        } finally {
            lock.unlock();
        }
    }

    /** Nobody but the application could interrupt this thread, and that is no reason to leave a caller without answer. */
    private void awaitNanos(long nanos) {
        try {
            changed.awaitNanos(nanos);
        } catch (InterruptedException ignored) {
            Thread.interrupted();
        }
    }

    /** One order under way. */
    interface Order extends AutoCloseable {

        @Override
        void close();
    }
}
