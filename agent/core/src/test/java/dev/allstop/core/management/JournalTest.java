package dev.allstop.core.management;

import static dev.allstop.core.report.Reports.hold;
import static dev.allstop.core.report.Reports.job;
import static dev.allstop.core.report.Reports.node;
import static dev.allstop.core.report.Reports.report;
import static dev.allstop.core.report.Reports.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.allstop.core.report.JobSpan;
import dev.allstop.core.report.MemberOutcome;
import dev.allstop.core.report.Recording;
import dev.allstop.core.report.RunningJob;
import dev.allstop.core.report.ServerState;
import dev.allstop.core.report.Verdict;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class JournalTest {

    private final FleetDouble fleet = new FleetDouble();
    private final List<Change> told = new CopyOnWriteArrayList<>();
    private final AtomicBoolean listened = new AtomicBoolean();
    private final Journal journal = new Journal(fleet, told::add, listened::get);

    @Test
    void tells_each_change_in_its_order() {
        state(ServerState.RUNNING);
        long start = journal.watch();
        for (int round = 1; round <= 5; round++) {
            state(ServerState.DRAINED);
            List<Change> stopped = journal.after(start, 60_000);
            assertThat(stopped).extracting(Change::sentence).containsExactly("web-1 quartz/orders stopped");
            state(ServerState.RUNNING);
            List<Change> resumed = journal.after(stopped.get(0).number(), 60_000);
            assertThat(resumed).extracting(Change::sentence).containsExactly("web-1 quartz/orders runs again");
            start = resumed.get(0).number();
        }
        await().until(() -> told.size() == 10);
        assertThat(told).extracting(Change::number).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void does_not_wait_when_it_is_not_asked_to() {
        state(ServerState.RUNNING);

        assertThat(journal.after(journal.watch(), 0)).isEmpty();
    }

    @Test
    void keeps_an_answer_beside_the_jobs_that_were_seen_meanwhile() {
        held(job("invoice", 12_000), job("mail", 300));
        journal.watch();
        held(job("mail", 800));
        fleet.awaitLooks(2);
        held();

        journal.answered(fleet.status);

        Recording kept = journal.recording("h1").orElseThrow();
        assertThat(kept.report()).isEqualTo(fleet.status);
        assertThat(kept.jobs()).extracting(JobSpan::job).containsExactlyInAnyOrder("invoice", "mail");
        assertThat(kept.jobs()).allSatisfy(job -> {
            assertThat(job.isRunning()).isFalse();
            assertThat(job.from()).isLessThan(job.to());
            assertThat(job.to()).isLessThanOrEqualTo(kept.answeredAt());
        });
        assertThat(kept.jobs().get(0).to() - kept.jobs().get(0).from()).isGreaterThanOrEqualTo(12_000);
        assertThat(journal.recording("h2")).isEmpty();
    }

    @Test
    void keeps_no_answer_that_nobody_watched() {
        held();

        journal.answered(fleet.status);

        assertThat(journal.recording("h1")).isEmpty();
    }

    @Test
    void goes_on_when_a_look_fails() {
        state(ServerState.RUNNING);
        long start = journal.watch();
        fleet.status = null;
        int looks = fleet.looks.get();
        await().until(() -> fleet.looks.get() > looks + 1);
        state(ServerState.DRAINED);

        assertThat(journal.after(start, 60_000)).hasSize(1);
    }

    private void held(RunningJob... running) {
        fleet.status = report(Verdict.NOT_DRAINED, hold("h1", ""), 10,
                node("web-1", MemberOutcome.DRAINING, server("quartz", "orders", ServerState.DRAINING, running)));
    }

    private void state(ServerState state) {
        fleet.status = report(null, null, 0, node("web-1", MemberOutcome.RUNNING, server("quartz", "orders", state)));
    }
}
