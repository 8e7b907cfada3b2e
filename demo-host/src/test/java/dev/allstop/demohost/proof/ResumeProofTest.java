package dev.allstop.demohost.proof;

import static dev.allstop.demohost.proof.Scene.NODES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.allstop.demohost.job.JobKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResumeProofTest {

    private final Scene scene = new Scene().noneWaits();

    @Test
    void everyCheckHoldsOnceAllServersWorkAndNobodyWaitsFromBefore() {
        everyServerRunsAJob();
        scene.submit("arrived-since", JobKind.QUARTZ, 20);

        assertThat(failures()).isEmpty();
    }

    @Test
    void whatRanBeforeTheStopDoesNotCount() {
        assertThat(failures()).containsExactly("every job server of every node has started and finished jobs again");
    }

    @Test
    void aServerThatStaysIdleIsNamed() {
        everyServerRunsAJob();
        List<Execution> withoutOne = scene.ledger().executions().stream()
                .filter(execution -> !execution.jobId().equals("after-jobrunr-node-2")).toList();

        assertThat(new ResumeProof(NODES, Scene.report(), new LedgerSnapshot(Scene.at(30), withoutOne, List.of())).checks())
                .filteredOn(check -> !check.holds())
                .singleElement().extracting(Check::evidence).asString().contains("jobrunr on node-2");
    }

    @Test
    void aJobThatWaitedThroughTheStopAndWaitsStillIsFound() {
        everyServerRunsAJob();
        scene.submit("forgotten", JobKind.JOBRUNR, -1);

        assertThat(failures()).containsExactly("every job that waited through the stop has been started");
    }

    @Test
    void aJobThatRunsAgainAfterTheResumeIsFound() {
        everyServerRunsAJob();
        scene.run("after-quartz-node-1", JobKind.QUARTZ, "node-2", 15, 16, "done", 1);

        assertThat(failures()).containsExactly("no job was started twice");
    }

    private void everyServerRunsAJob() {
        for (String node : NODES) {
            for (JobKind kind : JobKind.values()) {
                scene.run("after-" + kind.label() + "-" + node, kind, node, 10, 12, "done", 2);
            }
        }
    }

    private List<String> failures() {
        return new ResumeProof(NODES, Scene.report(), scene.ledger()).checks().stream()
                .filter(check -> !check.holds()).map(Check::statement).toList();
    }
}
