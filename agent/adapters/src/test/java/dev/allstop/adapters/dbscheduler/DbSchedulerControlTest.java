package dev.allstop.adapters.dbscheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.Clock;
import com.github.kagkarlsson.scheduler.PollingStrategyConfig;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.TaskRepository;
import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.allstop.adapters.HeldServer;
import dev.allstop.core.adapter.ByIdentity;
import dev.allstop.core.adapter.ServerControl;
import dev.allstop.core.gate.Run;
import java.lang.reflect.Field;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DbSchedulerControlTest {

    private static final Instant DUE = Instant.parse("2026-01-01T00:00:00Z");

    private final OneTimeTask<Void> task = Tasks.oneTime("invoice").execute((instance, context) -> { });
    private final HeldServer held = new HeldServer();
    private JdbcDataSource database;
    private Scheduler scheduler;
    private TaskRepository rows;
    private ServerControl control;

    /** Good enough to choose the strategy; no test polls with it. */
    private static final class LockingH2 extends DefaultJdbcCustomization {

        LockingH2() {
            super(false);
        }

        @Override
        public boolean supportsGenericLockAndFetch() {
            return true;
        }
    }

    @BeforeEach
    void construct() throws Exception {
        database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("""
                    create table scheduled_tasks (task_name varchar(100), task_instance varchar(100), task_data blob,
                    execution_time timestamp(6) with time zone, picked boolean, picked_by varchar(50),
                    last_success timestamp(6) with time zone, last_failure timestamp(6) with time zone,
                    consecutive_failures int, last_heartbeat timestamp(6) with time zone, version bigint,
                    priority smallint, primary key (task_name, task_instance))""");
        }
        use(PollingStrategyConfig.Type.LOCK_AND_FETCH);
    }

    private void use(PollingStrategyConfig.Type strategy) throws Exception {
        var builder = Scheduler.create(database, task).schedulerName(new SchedulerName.Fixed("billing"))
                .jdbcCustomization(new LockingH2()).shutdownMaxWait(Duration.ZERO);
        scheduler = (strategy == PollingStrategyConfig.Type.FETCH ? builder.pollUsingFetch(0.5, 3.0)
                : builder.pollUsingLockAndFetch(0.5, 1.0)).build();
        Field repository = Scheduler.class.getDeclaredField("schedulerTaskRepository");
        repository.setAccessible(true);
        rows = (TaskRepository) repository.get(scheduler);
        control = new DbSchedulerAdapter().bind(Scheduler.class, HeldServer.ALL_WOVEN);
    }

    @AfterEach
    void stop() {
        scheduler.stop();
    }

    private Execution pickOne() {
        scheduler.schedule(task.instance("1"), DUE);
        return pickAgain();
    }

    private Execution pickAgain() {
        Execution due = rows.getDue(Instant.now(), 1).get(0);
        Execution picked = rows.pick(due, Instant.now()).orElseThrow();
        held.inFlight().commit(new ByIdentity(picked), picked);
        return picked;
    }

    private Run run(Execution picked) {
        return held.inFlight().start(new ByIdentity(picked), picked);
    }

    private void awaitGivenBack() {
        await().untilAsserted(() -> assertThat(control.accepted(scheduler)).isZero());
    }

    private Execution present() {
        return rows.getExecution("invoice", "1").orElseThrow();
    }

    @Test
    void showsTheNameThatTheTableShowsAndTheVersion() throws Throwable {
        assertThat(control.name(scheduler)).isEqualTo("billing").isEqualTo(pickOne().pickedBy);
        assertThat(control.library(scheduler)).isEqualTo("db-scheduler 16.12.0");
    }

    @Test
    void tellsAPausedSchedulerFromARunningOne() throws Throwable {
        use(PollingStrategyConfig.Type.FETCH);
        assertThat(control.nativeState(scheduler)).isEqualTo("NOT_STARTED");
        scheduler.start();
        assertThat(control.nativeState(scheduler)).isEqualTo("RUNNING");
        scheduler.pause();
        assertThat(control.nativeState(scheduler)).isEqualTo("PAUSED");
    }

    @Test
    void describesACommittedExecutionByTaskAndInstance() throws Throwable {
        pickOne();

        assertThat(control.describe(held.inFlight().present().iterator().next())).containsExactly("invoice", "1");
    }

    @Test
    void givesBackWhatWasPickedAndHasNotStartedAsItWas() throws Throwable {
        Execution picked = pickOne();

        assertThat(control.gateClosed(held, scheduler)).isEqualTo(1);

        awaitGivenBack();
        assertThat(present().picked).isFalse();
        assertThat(present().pickedBy).isNull();
        assertThat(present().executionTime).isEqualTo(DUE);
        assertThat(present().consecutiveFailures).isZero();
        assertThat(rows.getDue(Instant.now(), 10)).extracting(row -> row.taskInstance.getId()).containsExactly("1");
        assertThat(run(picked)).as("it must not start here any more").isNull();
    }

    @Test
    void doesNotTouchWhatRuns() throws Throwable {
        Execution picked = pickOne();
        run(picked);

        assertThat(control.gateClosed(held, scheduler)).isZero();

        assertThat(present().picked).isTrue();
        assertThat(present().version).isEqualTo(picked.version);
    }

    @Test
    void withFetchLetsStartWhatWasPickedBecauseItsThreadIsAboutToRunIt() throws Throwable {
        use(PollingStrategyConfig.Type.FETCH);
        Execution picked = pickOne();

        assertThat(control.gateClosed(held, scheduler)).isZero();

        assertThat(run(picked)).isNotNull();
    }

    @Test
    void leavesARowAloneThatChangedBeforeItCouldBeGivenBack() throws Throwable {
        Execution picked = pickOne();
        rows.reschedule(picked, DUE.plusSeconds(60), null, null, 0);

        control.gateClosed(held, scheduler);

        awaitGivenBack();
        assertThat(present().executionTime).isEqualTo(DUE.plusSeconds(60));
    }

    @Test
    void putsBackWhatItsFailureHandlerPutOffAfterTheInterrupt() throws Throwable {
        Execution picked = pickOne();
        Run run = run(picked);
        rows.reschedule(picked, Instant.now().plusSeconds(300), null, Instant.now(), 1);

        assertThat(control.giveBack(scheduler, run)).isTrue();

        assertThat(present().executionTime).isEqualTo(DUE);
        assertThat(present().consecutiveFailures).isZero();
    }

    @Test
    void putsBackWhatNobodyUnpickedAfterTheInterrupt() throws Throwable {
        Run run = run(pickOne());

        assertThat(control.giveBack(scheduler, run)).isTrue();

        assertThat(present().picked).isFalse();
    }

    @Test
    void doesNotPutBackWhatSwallowedTheInterruptAndCompleted() throws Throwable {
        Execution picked = pickOne();
        Run run = run(picked);
        rows.remove(picked);

        assertThat(control.giveBack(scheduler, run)).isFalse();

        assertThat(rows.getExecution("invoice", "1")).isEmpty();
    }

    @Test
    void doesNotPutBackARecurringTaskThatCompletedInSpiteOfTheInterrupt() throws Throwable {
        Execution picked = pickOne();
        Run run = run(picked);
        Instant next = DUE.plusSeconds(3600);
        rows.reschedule(picked, next, Instant.now(), null, 0);

        assertThat(control.giveBack(scheduler, run)).isFalse();

        assertThat(present().executionTime).isEqualTo(next);
    }

    @Test
    void doesNotTakeARowFromTheServerThatRunsTheRetryAlready() throws Throwable {
        Execution picked = pickOne();
        Run run = run(picked);
        rows.reschedule(picked, DUE, null, Instant.now(), 1);
        Execution retry = pickAgain();

        assertThat(control.giveBack(scheduler, run)).isTrue();

        assertThat(present().picked).isTrue();
        assertThat(present().version).isEqualTo(retry.version);
    }
}
