package dev.allstop.it;

import static dev.allstop.it.harness.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.allstop.it.harness.FleetClient;
import dev.allstop.it.harness.HostJvm;
import dev.allstop.it.harness.Ledger;
import dev.allstop.it.harness.Library;
import dev.allstop.it.quartz.QuartzInMemory;
import dev.allstop.it.subject.SubjectMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What an operator does with holds: plans one, stacks two, gives one a lease, ends one by its id on another node. */
@Execution(ExecutionMode.SAME_THREAD)
class HoldsIT {

    private static HostJvm start(String name, String cluster) throws Exception {
        HostJvm host = HostJvm.named(name).cluster(cluster).subject(QuartzInMemory.class, Library.newest("quartz")).start();
        host.subject().start(host.subject().construct("orders", 2));
        return host;
    }

    private static boolean runs(HostJvm host, String job) throws Exception {
        SubjectMXBean subject = host.subject();
        return !Ledger.of(subject).of(job).ended().isEmpty();
    }

    private static List<String> holds(HostJvm host) {
        return Arrays.stream((String[]) host.fleet().attribute("Holds")).map(hold -> hold.split(" ")[0]).toList();
    }

    private static List<JsonNode> orders(HostJvm host) {
        return StreamSupport.stream(host.fleet().json().path("orders").spliterator(), false).toList();
    }

    @Test
    void holdsArePlannedStackedEndedOneByOneAndByThemselvesAndAllOfItIsInTheTrail() throws Exception {
        String cluster = HostJvm.uniqueCluster();
        try (HostJvm one = start("one", cluster); HostJvm two = start("two", cluster)) {
            await().until(() -> (int) one.fleet().attribute("ServerCount") == 2
                    && (int) two.fleet().attribute("ServerCount") == 2);
            FleetClient fleet = one.fleet();

            assertThat(fleet.call("plan", "select=node=two")).startsWith("WOULD STOP 1 server on 1 node, 0 jobs running");
            assertThat(holds(one)).isEmpty();

            assertThat(fleet.call("stopAllWith", "timeout=60s;reason=deploy;by=ann"))
                    .startsWith("STOPPED 2/2 servers on 2/2 nodes");
            String all = holds(two).get(0);
            assertThat(fleet.call("stopAllWith", "timeout=60s;select=node=two;reason=disk;by=bob"))
                    .startsWith("STOPPED 1/1 servers on 1/1 nodes");
            String part = holds(two).get(1);
            one.subject().enqueue(0, "first", 1, 10);
            two.subject().enqueue(0, "first", 1, 10);

            assertThatThrownBy(() -> fleet.call("resume", "nonsense")).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(all).hasMessageContaining(part);
            assertThat(two.fleet().call("resume", all)).startsWith("RESUMED");
            await().until(() -> runs(one, "first"));
            assertThat(runs(two, "first")).isFalse();
            assertThat(holds(one)).containsExactly(part);
            assertThat(two.fleet().call("resume", part)).startsWith("RESUMED");
            await().until(() -> runs(two, "first"));

            assertThat(fleet.call("stopAllWith", "timeout=60s;lease=2s;reason=short;by=ann"))
                    .startsWith("STOPPED 2/2 servers on 2/2 nodes");
            one.subject().enqueue(0, "second", 1, 10);
            two.subject().enqueue(0, "second", 1, 10);
            await().until(() -> runs(one, "second") && runs(two, "second") && holds(one).isEmpty());

            for (HostJvm host : List.of(one, two)) {
                await().untilAsserted(() -> assertThat(orders(host)).last().satisfies(order -> {
                    assertThat(order.path("what").asText()).isEqualTo("release");
                    assertThat(order.path("by").asText()).isEqualTo("allstop");
                    assertThat(order.path("reason").asText()).contains("lease ran out");
                }));
                assertThat(orders(host)).anySatisfy(order -> {
                    assertThat(order.path("hold").asText()).isEqualTo(part);
                    assertThat(order.path("by").asText()).isEqualTo("bob");
                    assertThat(order.path("from").asText()).isEqualTo("one");
                    assertThat(order.path("reason").asText()).isEqualTo("disk");
                    assertThat(order.path("select").asText()).isEqualTo("node=two");
                }).anySatisfy(order -> {
                    assertThat(order.path("what").asText()).isIn("resume", "release");
                    assertThat(order.path("hold").asText()).isEqualTo(all);
                    assertThat(order.path("from").asText()).isEqualTo("two");
                });
                assertThat(host.fleet().call("status")).contains("lease ran out").contains("bob").contains("disk");
            }
        }
    }
}
