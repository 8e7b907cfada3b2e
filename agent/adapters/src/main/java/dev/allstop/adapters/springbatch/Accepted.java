package dev.allstop.adapters.springbatch;

import dev.allstop.core.adapter.HookHandler;

/**
 * At the end of the constructor of the task that a launcher makes of an execution that it has recorded, in the midst of
 * its {@code run}: from here on the execution will start.
 */
record Accepted(Launch launch) implements HookHandler {

    @Override
    public void exit(Object none, Object task, Object returned, Throwable thrown) throws Throwable {
        launch.accepted(SpringBatchLibrary.BOUND.of(task).executionOfTask().invoke(task));
    }
}
