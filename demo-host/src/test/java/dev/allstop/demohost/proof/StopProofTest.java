package dev.allstop.demohost.proof;

import static dev.allstop.demohost.proof.Scene.ACKNOWLEDGED;
import static dev.allstop.demohost.proof.Scene.NODES;
import static dev.allstop.demohost.proof.Scene.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.allstop.demohost.job.JobKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StopProofTest {

    private final Scene scene = new Scene();

    @Test
    void everyCheckHoldsAfterACleanStop() {
        assertThat(new StopProof(NODES, Scene.report(), scene.ledger()).checks()).allMatch(Check::holds);
    }

    @Test
    void aStartBeforeTheAcknowledgementIsNoFault() {
        scene.run("just-in-time", JobKind.QUARTZ, "node-1", ACKNOWLEDGED - 0.001, 3, "done", 2);

        assertThat(failures()).isEmpty();
    }

    @Test
    void aStartJustBeforeTheAcknowledgementMayBeWrittenJustAfterIt() {
        scene.run("just-in-time", JobKind.QUARTZ, "node-1", ACKNOWLEDGED + 0.1, 3, "done", 1.5);

        assertThat(failures()).isEmpty();
    }

    @Test
    void aStartAfterTheAcknowledgementOfItsNodeIsFound() {
        scene.run("late", JobKind.QUARTZ, "node-1", ACKNOWLEDGED + 0.101, 3, "done", 1.5);

        assertThat(failures()).containsExactly("no job started after its node's acknowledgement");
    }

    @Test
    void aStartOnANodeThatNeverAcknowledgedIsFound() {
        FleetReport oneSilent = new FleetReport("INCOMPLETE", at(0), Map.of("node-1", at(ACKNOWLEDGED)), 6, 3, 0);

        assertThat(failures(oneSilent)).containsExactlyInAnyOrder(
                "the report says that every node acknowledged and every job server is drained",
                "no job started after its node's acknowledgement");
    }

    @Test
    void aReportThatAdmitsAStartIsNotAccepted() {
        FleetReport leaky = new FleetReport("STOPPED", at(0), Scene.report().acknowledgedAt(), 6, 6, 1);

        assertThat(failures(leaky)).containsExactly("the report says that every node acknowledged and every job server is drained");
    }

    @Test
    void aJobThatStillRunsIsFound() {
        scene.stillRunning("endless", JobKind.JOBRUNR, "node-2", -1);

        assertThat(failures()).containsExactly("every started job has ended");
    }

    @ParameterizedTest
    @ValueSource(strings = {"interrupted", "failed"})
    void aHarmedJobIsFound(String outcome) {
        scene.run("harmed", JobKind.DB_SCHEDULER, "node-2", -1, 0.5, outcome, 1);

        assertThat(failures()).containsExactly("none was interrupted, cut short or failed");
    }

    @Test
    void aJobThatSaysDoneTooSoonIsFound() {
        scene.run("cut-short", JobKind.DB_SCHEDULER, "node-2", -1, 0.5, "done", 10);

        assertThat(failures()).containsExactly("none was interrupted, cut short or failed");
    }

    @Test
    void aSecondExecutionOfTheSameJobIsFound() {
        scene.run("job-of-quartz-on-node-1", JobKind.QUARTZ, "node-2", -1, 5, "done", 6);

        assertThat(failures()).containsExactly("no job was started twice");
    }

    @Test
    void aStopOfAnIdleFleetProvesNothing() {
        assertThat(new StopProof(NODES, Scene.report(), scene.noneRan().noneWaits().ledger()).checks())
                .filteredOn(check -> !check.holds()).extracting(Check::statement)
                .contains("the stop met running jobs on every node and of every kind",
                        "no job started after its node's acknowledgement",
                        "all the while jobs of every kind were waiting to be taken");
    }

    @Test
    void workThatOnlyArrivedAfterTheAcknowledgementDidNotWaitAllTheWhile() {
        scene.noneWaits();
        for (JobKind kind : JobKind.values()) {
            scene.submit("new-" + kind.label(), kind, ACKNOWLEDGED + 1);
        }

        assertThat(failures()).containsExactly("all the while jobs of every kind were waiting to be taken");
    }

    private List<String> failures() {
        return failures(Scene.report());
    }

    private List<String> failures(FleetReport report) {
        return new StopProof(NODES, report, scene.ledger()).checks().stream()
                .filter(check -> !check.holds()).map(Check::statement).toList();
    }
}
