package dev.allstop.adapters.springbatch;

import dev.allstop.core.adapter.ServerControl;
import dev.allstop.core.adapter.TestedVersions;
import dev.allstop.core.gate.Run;

/** A launcher and what can be done with it. */
final class SpringBatchControl implements ServerControl {

    private static final TestedVersions TESTED = TestedVersions.of("spring-batch", "4.3.10", "5.2.6", "6.0.6");

    private final String library;
    private final SpringBatchLibrary springBatch;
    private final Operators operators;

    SpringBatchControl(SpringBatchLibrary springBatch, Operators operators) {
        this.library = TESTED.libraryOf(springBatch.launcher());
        this.springBatch = springBatch;
        this.operators = operators;
    }

    /** Its class: the library gives launchers no name, and an application rarely has two. */
    @Override
    public String name(Object launcher) {
        return launcher.getClass().getSimpleName();
    }

    @Override
    public String library(Object launcher) {
        return library;
    }

    @Override
    public String[] describe(Run run) throws Throwable {
        Object execution = springBatch.executionOf(run.subject());
        return new String[] {(String) springBatch.execution().jobName().invoke(execution),
                String.valueOf(springBatch.execution().id().invoke(execution))};
    }

    @Override
    public boolean cancel(Object launcher, Run run) throws Throwable {
        return operators.stop(springBatch.repository().invoke(launcher),
                springBatch.execution().id().invoke(springBatch.executionOf(run.subject())));
    }

    /** There is nothing to end. The gate stays closed, since the hold of a shutdown is not released. */
    @Override
    public void shutdown(Object launcher) {
    }
}
