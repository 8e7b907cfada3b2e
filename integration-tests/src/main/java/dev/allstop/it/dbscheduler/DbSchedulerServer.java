package dev.allstop.it.dbscheduler;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.allstop.it.subject.Ledger;
import dev.allstop.it.subject.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/** A db-scheduler that takes an execution for dead after four seconds without a heartbeat. */
final class DbSchedulerServer implements Subject.Server {

    private final OneTimeTask<Long> once = Tasks.oneTime("once", Long.class)
            .execute((instance, context) -> Ledger.run(instance.getId(), instance.getData()));
    private final CustomTask<Long> repeated = Tasks.custom("repeated", Long.class).execute((instance, context) -> {
        Ledger.run(instance.getId(), 0);
        return (complete, operations) -> operations.reschedule(complete, Instant.now().plusMillis(instance.getData()));
    });
    private final Scheduler scheduler;

    DbSchedulerServer(String name, int workers, DataSource database, UnaryOperator<SchedulerBuilder> strategy) {
        scheduler = strategy.apply(Scheduler.create(database, once, repeated)
                .schedulerName(new SchedulerName.Fixed(name))
                .threads(workers)
                .pollingInterval(Duration.ofMillis(500))
                .heartbeatInterval(Duration.ofSeconds(1))).build();
    }

    @Override
    public void start() {
        scheduler.start();
    }

    /** Does nothing before 11.7, which cannot pause. */
    @Override
    public void pause() throws Exception {
        callIfPresent("pause");
    }

    @Override
    public void unpause() throws Exception {
        callIfPresent("resume");
    }

    private void callIfPresent(String method) throws Exception {
        for (var candidate : Scheduler.class.getMethods()) {
            if (candidate.getName().equals(method)) {
                candidate.invoke(scheduler);
            }
        }
    }

    @Override
    public void shutdown() {
        scheduler.stop();
    }

    @Override
    public void enqueue(String id, long millis) {
        scheduler.schedule(once.instance(id, millis), Instant.now());
    }

    @Override
    public void repeat(String id, long periodMillis) {
        scheduler.schedule(repeated.instance(id, periodMillis), Instant.now());
    }
}
