package dev.allstop.core.management;

import static dev.allstop.core.report.Reports.hold;
import static dev.allstop.core.report.Reports.job;
import static dev.allstop.core.report.Reports.node;
import static dev.allstop.core.report.Reports.report;
import static dev.allstop.core.report.Reports.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.allstop.core.hold.Hold;
import dev.allstop.core.report.JobSpan;
import dev.allstop.core.report.MemberOutcome;
import dev.allstop.core.report.Report;
import dev.allstop.core.report.RunningJob;
import dev.allstop.core.report.ServerState;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private static final Hold HOLD = hold("h1", "");

    private final Timeline timeline = new Timeline();

    @Test
    void a_job_ends_at_the_first_look_that_does_not_see_it() {
        timeline.saw(seen(HOLD, job("invoice", 2_000), job("mail", 100)), 10_000);
        timeline.saw(seen(HOLD, job("mail", 200)), 10_100);
        timeline.saw(seen(HOLD, job("mail", 300)), 10_200);

        assertThat(timeline.jobs()).extracting(JobSpan::job, JobSpan::from, JobSpan::to)
                .containsExactlyInAnyOrder(tuple("invoice", 8_000L, 10_100L), tuple("mail", 9_900L, -1L));
    }

    @Test
    void an_age_that_is_a_moment_old_does_not_move_the_start() {
        timeline.saw(seen(HOLD, job("mail", 100)), 10_000);
        timeline.saw(seen(HOLD, job("mail", 100)), 10_500);

        assertThat(timeline.jobs()).extracting(JobSpan::from).containsExactly(9_900L);
    }

    @Test
    void an_execution_with_the_name_and_id_of_an_earlier_one_is_another() {
        timeline.saw(seen(HOLD, job("mail", 100)), 10_000);
        timeline.saw(seen(HOLD), 10_100);
        timeline.saw(seen(HOLD, job("mail", 50)), 10_200);

        assertThat(timeline.jobs()).extracting(JobSpan::from, JobSpan::to)
                .containsExactlyInAnyOrder(tuple(9_900L, 10_100L), tuple(10_150L, -1L));
    }

    @Test
    void what_ended_while_nothing_was_held_is_forgotten() {
        timeline.saw(seen(null, job("mail", 100)), 10_000);
        timeline.saw(seen(null), 10_100);
        timeline.saw(seen(null), 10_200);

        assertThat(timeline.jobs()).isEmpty();
    }

    private static Report seen(Hold hold, RunningJob... running) {
        return report(null, hold, 0, node("web-1", MemberOutcome.DRAINING,
                server("quartz", "orders", ServerState.DRAINING, running)));
    }
}
