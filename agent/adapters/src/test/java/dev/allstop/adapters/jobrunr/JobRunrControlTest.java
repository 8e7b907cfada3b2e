package dev.allstop.adapters.jobrunr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.jobrunr.server.BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration;

import dev.allstop.adapters.HeldServer;
import dev.allstop.core.adapter.ServerControl;
import dev.allstop.core.gate.Run;
import java.util.List;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.mappers.JobMapper;
import org.jobrunr.jobs.states.StateName;
import org.jobrunr.scheduling.JobScheduler;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.storage.InMemoryStorageProvider;
import org.jobrunr.storage.StorageException;
import org.jobrunr.storage.StorageProvider;
import org.jobrunr.storage.navigation.AmountRequest;
import org.jobrunr.utils.mapper.JsonMapper;
import org.jobrunr.utils.mapper.jackson.JacksonJsonMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobRunrControlTest {

    private final Storage storage = new Storage();
    private final JobScheduler client = new JobScheduler(storage);
    private final HeldServer held = new HeldServer();
    private BackgroundJobServer server;
    private ServerControl control;

    private static final class Storage extends InMemoryStorageProvider {

        private volatile boolean down;
        private volatile int refused;

        @Override
        public Job save(Job job) {
            if (down) {
                refused++;
                throw new StorageException("down");
            }
            return super.save(job);
        }
    }

    public static void work() {
        // Enqueued only.
    }

    @BeforeEach
    void construct() throws Exception {
        JsonMapper json = new JacksonJsonMapper();
        storage.setJobMapper(new JobMapper(json));
        server = new BackgroundJobServer(storage, json, null,
                usingStandardBackgroundJobServerConfiguration().andName("billing"));
        control = new JobRunrAdapter().bind(BackgroundJobServer.class, HeldServer.ALL_WOVEN);
    }

    private Job fetchOne() {
        client.enqueue(JobRunrControlTest::work);
        List<Job> fetched = storage.getJobsToProcess(server, new AmountRequest("updatedAt:ASC", 1));
        assertThat(fetched).hasSize(1);
        held.inFlight().commit(fetched.get(0), fetched.get(0));
        return fetched.get(0);
    }

    private Run interruptedRun(Job job) {
        return held.inFlight().start(job, job);
    }

    private void awaitGivenBack() {
        await().untilAsserted(() -> assertThat(control.accepted(server)).isZero());
    }

    private StateName stateInStorage(Job job) {
        return storage.getJobById(job.getId()).getState();
    }

    @Test
    void showsTheNameThatTheDashboardShowsAndTheVersion() throws Throwable {
        assertThat(control.name(server)).isEqualTo("billing");
        assertThat(control.library(server)).isEqualTo("jobrunr 8.7.0");
        assertThat(control.nativeState(server)).isEqualTo("STOPPED");
    }

    @Test
    void describesACommittedJobByNameAndId() throws Throwable {
        Job job = fetchOne();

        Run run = held.inFlight().present().iterator().next();

        assertThat(control.describe(run))
                .containsExactly(JobRunrControlTest.class.getName() + ".work()", job.getId().toString());
    }

    @Test
    void givesBackAJobThatWasFetchedAndHasNotStartedWithoutATraceInItsHistory() throws Throwable {
        Job job = fetchOne();
        assertThat(stateInStorage(job)).isEqualTo(StateName.PROCESSING);

        assertThat(control.gateClosed(held, server)).isEqualTo(1);

        awaitGivenBack();
        Job present = storage.getJobById(job.getId());
        assertThat(present.getState()).isEqualTo(StateName.ENQUEUED);
        assertThat(present.getJobStates()).hasSize(1);
        assertThat(held.inFlight().start(job, job)).as("it must not start here any more").isNull();
    }

    @Test
    void letsAnotherServerFetchWhatWasGivenBackAtOnce() throws Throwable {
        Job job = fetchOne();
        control.gateClosed(held, server);
        awaitGivenBack();

        List<Job> fetched = storage.getJobsToProcess(server, new AmountRequest("updatedAt:ASC", 1));

        assertThat(fetched).extracting(Job::getId).containsExactly(job.getId());
    }

    @Test
    void doesNotTouchAJobThatRuns() throws Throwable {
        Job job = fetchOne();
        held.inFlight().start(job, job);

        assertThat(control.gateClosed(held, server)).isZero();

        assertThat(stateInStorage(job)).isEqualTo(StateName.PROCESSING);
    }

    @Test
    void countsAJobAsAcceptedAndTriesAgainUntilTheStorageTakesItBack() throws Throwable {
        Job job = fetchOne();
        storage.down = true;
        control.gateClosed(held, server);
        await().until(() -> storage.refused > 1);
        assertThat(control.accepted(server)).isEqualTo(1);

        storage.down = false;

        awaitGivenBack();
        assertThat(stateInStorage(job)).isEqualTo(StateName.ENQUEUED);
    }

    @Test
    void leavesAJobAloneThatWasDeletedBeforeItCouldBeGivenBack() throws Throwable {
        Job job = fetchOne();
        client.delete(job.getId());

        control.gateClosed(held, server);

        awaitGivenBack();
        assertThat(stateInStorage(job)).isEqualTo(StateName.DELETED);
    }

    @Test
    void putsAnInterruptedJobBackThatHasNoRetriesLeft() throws Throwable {
        Job job = fetchOne();
        Run run = interruptedRun(job);
        storage.save(job.failed("interrupted", new InterruptedException()));

        assertThat(control.giveBack(server, run)).isTrue();

        assertThat(stateInStorage(job)).isEqualTo(StateName.ENQUEUED);
    }

    @Test
    void doesNotPutAJobBackThatSwallowedTheInterruptAndSucceeded() throws Throwable {
        Job job = fetchOne();
        Run run = interruptedRun(job);
        storage.save(job.succeeded());

        assertThat(control.giveBack(server, run)).isFalse();

        assertThat(stateInStorage(job)).isEqualTo(StateName.SUCCEEDED);
    }
}
