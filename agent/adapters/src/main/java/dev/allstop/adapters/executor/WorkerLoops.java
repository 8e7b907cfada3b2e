package dev.allstop.adapters.executor;

import java.util.Set;

/**
 * Tasks with which another job server runs its workers in a pool that it was given: Spring Kafka's and Spring AMQP's
 * containers in a {@code ThreadPoolTaskExecutor}, for example. They do not end while their server lives, and what they
 * run is gated and counted by the adapter of their kind.
 */
final class WorkerLoops {

    private static final Set<String> METHODS = Set.of("run", "call");

    private WorkerLoops() {
    }

    /** @param thread that runs the task; null when it has ended */
    static boolean isOne(Thread thread) {
        if (thread != null) {
            for (StackTraceElement frame : thread.getStackTrace()) {
                if (METHODS.contains(frame.getMethodName()) && isOfAJobServer(frame.getClassName())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isOfAJobServer(String className) {
        return className.startsWith("org.springframework.kafka.listener.")
                || className.startsWith("org.springframework.amqp.rabbit.listener.")
                || className.startsWith("org.springframework.jms.listener.")
                || className.startsWith("org.quartz.core.") || className.startsWith("org.quartz.simpl.")
                || className.startsWith("org.jobrunr.server.")
                || className.startsWith("com.github.kagkarlsson.scheduler.")
                || className.startsWith("org.flowable.job.service.impl.asyncexecutor.")
                || className.startsWith("org.camunda.bpm.engine.impl.jobexecutor.")
                || className.startsWith("io.temporal.internal.worker.")
                || className.startsWith("net.greghaines.jesque.worker.");
    }
}
