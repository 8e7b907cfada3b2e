package dev.allstop.it.temporal;

import dev.allstop.it.subject.Ledger;
import dev.allstop.it.subject.Subject;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Factories with one worker each, which runs as many activities at a time as it was told. A job is an activity of a workflow
 * that has the job's identifier; one that recurs is a workflow that does nothing between its activities but wait.
 */
public final class TemporalWorkers implements Subject {

    private static final String JVM = "jvm-" + ProcessHandle.current().pid() + "-";
    /** By default a minute, for which an acknowledgement may have to wait. */
    private static final Duration LONGEST_POLL = Duration.ofSeconds(2);
    private static final Duration LONGEST_CALL = Duration.ofMinutes(1);
    private static final int WORKFLOW_POLLERS = 2;
    private static final long TERMINATION_SECONDS = 20;

    private final WorkflowServiceStubs service = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
            .setTarget(System.getProperty("it.broker")).setRpcTimeout(LONGEST_CALL).setRpcLongPollTimeout(LONGEST_POLL)
            .build());

    @Override
    public Server construct(String name, int workers) {
        return new Factory(JVM + name, workers);
    }

    /** Its activities. */
    @ActivityInterface
    public interface Job {

        void run(String id, long millis);
    }

    /** One job, or one after the other. */
    @WorkflowInterface
    public interface Jobs {

        /** @param periodMillis 0 for a single one */
        @WorkflowMethod
        void run(String id, long millis, long periodMillis);
    }

    /** Made by the library. */
    public static final class JobsInTurn implements Jobs {

        private final Job job = Workflow.newActivityStub(Job.class,
                ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofMinutes(10)).build());

        @Override
        public void run(String id, long millis, long periodMillis) {
            job.run(id, millis);
            while (periodMillis > 0) {
                Workflow.sleep(periodMillis);
                job.run(id, millis);
            }
        }
    }

    private final class Factory implements Server {

        private final WorkflowClient client = WorkflowClient.newInstance(service);
        private final WorkerFactory factory = WorkerFactory.newInstance(client);
        private final String taskQueue;

        Factory(String taskQueue, int workers) {
            this.taskQueue = taskQueue;
            Worker worker = factory.newWorker(taskQueue, WorkerOptions.newBuilder()
                    .setMaxConcurrentActivityExecutionSize(workers)
                    .setMaxConcurrentActivityTaskPollers(workers)
                    // By default a second, and a busy machine looks like a deadlock.
                    .setDefaultDeadlockDetectionTimeout(LONGEST_CALL.toMillis())
                    .setMaxConcurrentWorkflowTaskPollers(WORKFLOW_POLLERS).build());
            worker.registerWorkflowImplementationTypes(JobsInTurn.class);
            worker.registerActivitiesImplementations((Job) Ledger::run);
        }

        @Override
        public void start() {
            factory.start();
        }

        @Override
        public void pause() {
            factory.suspendPolling();
        }

        @Override
        public void unpause() {
            factory.resumePolling();
        }

        @Override
        public void shutdown() {
            factory.shutdown();
            factory.awaitTermination(TERMINATION_SECONDS, TimeUnit.SECONDS);
        }

        @Override
        public void enqueue(String id, long millis) {
            begin(id, millis, 0);
        }

        @Override
        public void repeat(String id, long periodMillis) {
            begin(id, 0, periodMillis);
        }

        private void begin(String id, long millis, long periodMillis) {
            Jobs jobs = client.newWorkflowStub(Jobs.class, WorkflowOptions.newBuilder().setTaskQueue(taskQueue)
                    .setWorkflowId(JVM + id).build());
            WorkflowClient.start(jobs::run, id, millis, periodMillis);
        }
    }
}
