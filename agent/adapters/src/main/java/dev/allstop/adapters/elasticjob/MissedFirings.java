package dev.allstop.adapters.elasticjob;

import dev.allstop.core.adapter.WeakIdentityMap;

/** Jobs that were due while they were held, by executor. */
final class MissedFirings {

    private final WeakIdentityMap<Boolean> executors = new WeakIdentityMap<>();

    void note(Object executor) {
        executors.put(executor, true);
    }

    /** Answers true once. */
    boolean take(Object executor) {
        return executors.remove(executor) != null;
    }
}
