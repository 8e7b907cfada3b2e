package dev.allstop.it.executor;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that an operator knows by their names. */
final class NamedThreads {

    private NamedThreads() {
    }

    static ThreadFactory of(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> new Thread(task, name + "-" + number.incrementAndGet());
    }
}
