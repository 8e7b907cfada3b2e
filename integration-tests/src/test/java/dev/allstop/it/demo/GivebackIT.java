package dev.allstop.it.demo;

import static dev.allstop.it.harness.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.allstop.it.harness.Command;
import dev.allstop.it.harness.DemoFleet;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Jobs given back at the deadline of a stop of one node, with Quartz, JobRunr and db-scheduler on PostgreSQL, judged by what
 * the jobs of the demo themselves wrote.
 */
class GivebackIT {

    private static final List<String> KINDS = List.of("quartz", "jobrunr", "db-scheduler");
    private static final String GIVEN_BACK = "(SELECT * FROM ledger WHERE node = 'node-1' AND outcome = 'interrupted')";
    /** Now and then a library runs nothing here, or nothing that lasts until the deadline. */
    private static final int MOST_STOPS = 10;

    @Test
    void whatWasGivenBackIsTakenByTheOtherNodeNeverTwiceAtTheSameTimeAndEndsOnce(@TempDir Path folder) throws Exception {
        // The second node has always threads free.
        try (DemoFleet fleet = new DemoFleet(folder, 1, "node-1", "node-2").with("node-1", "-Ddemo.backlog=6")
                .with("node-2", "-Ddemo.backlog=6", "-Ddemo.threads=24").start("r1")) {
            Set<String> seen = new HashSet<>();
            for (int stop = 0; stop < MOST_STOPS && seen.size() < KINDS.size(); stop++) {
                // What was fetched and has not started is given back as soon as the gate is closed.
                assertThat(fleet.allstop("quiet", "--pid", fleet.pid("node-1"), "--select", "node=node-1").exitCode()).isZero();
                Map<String, Integer> notStarted = new HashMap<>();
                for (String kind : KINDS) {
                    notStarted.put(kind, givenBackByFirstNode(fleet, kind));
                }
                Map<String, Integer> before = givenBack(fleet);
                fleet.allstop("stop", "--pid", fleet.pid("node-1"), "--select", "node=node-1", "--timeout", "200ms",
                        "--on-deadline", "giveback", "--reason", "node-1 has to go now");
                Command.Result drained = fleet.allstop("await", "--pid", fleet.pid("node-1"), "--timeout", "2m");
                assertThat(drained.exitCode()).as(drained.output()).isZero();
                Map<String, Integer> after = givenBack(fleet);
                for (String kind : KINDS) {
                    int interrupted = after.get(kind) - before.get(kind);
                    await(kind + " gives back what it has interrupted").until(
                            () -> givenBackByFirstNode(fleet, kind) - notStarted.get(kind), given -> given == interrupted);
                    if (interrupted > 0) {
                        seen.add(kind);
                    }
                }
                await("the other node takes it while this one is held").until(() -> fleet.ask("SELECT count(*) FROM "
                        + GIVEN_BACK + " job WHERE NOT EXISTS (SELECT 1 FROM ledger again WHERE again.job_id = job.job_id"
                        + " AND again.node = 'node-2')"), "0"::equals);
                assertThat(fleet.allstop("resume", "--pid", fleet.pid("node-1")).exitCode()).isZero();
            }
            assertThat(seen).containsExactlyInAnyOrderElementsOf(KINDS);

            await("what was given back ends").until(() -> fleet.ask("SELECT count(*) FROM " + GIVEN_BACK
                    + " job WHERE NOT EXISTS (SELECT 1 FROM ledger again WHERE again.job_id = job.job_id"
                    + " AND again.outcome = 'done')"), "0"::equals);
            assertThat(fleet.ask("SELECT count(*) FROM ledger one JOIN ledger other USING (job_id)"
                    + " WHERE one.execution_id <> other.execution_id AND one.started_at <= other.started_at"
                    + " AND (one.ended_at IS NULL OR one.ended_at > other.started_at)")).as("two at the same time").isEqualTo("0");
            assertThat(fleet.ask("SELECT count(*) FROM (SELECT job_id FROM ledger WHERE outcome = 'done'"
                    + " GROUP BY job_id HAVING count(*) > 1) twice")).as("done twice").isEqualTo("0");
            assertThat(fleet.ask("SELECT count(*) FROM ledger WHERE outcome = 'interrupted' AND node <> 'node-1'")).isEqualTo("0");
        }
    }

    private static Map<String, Integer> givenBack(DemoFleet fleet) throws SQLException {
        Map<String, Integer> counts = new HashMap<>();
        for (String kind : KINDS) {
            counts.put(kind, Integer.parseInt(
                    fleet.ask("SELECT count(*) FROM " + GIVEN_BACK + " job WHERE kind = '" + kind + "'")));
        }
        return counts;
    }

    private static int givenBackByFirstNode(DemoFleet fleet, String kind) throws Exception {
        JsonNode status = new ObjectMapper().readTree(
                fleet.allstop("status", "--pid", fleet.pid("node-1"), "-o", "json").output());
        for (JsonNode node : status.path("nodes")) {
            for (JsonNode server : node.path("servers")) {
                if (node.path("name").asText().equals("node-1") && server.path("kind").asText().equals(kind)) {
                    return server.path("givenBack").asInt();
                }
            }
        }
        throw new AssertionError("no " + kind + " on node-1: " + status);
    }
}
