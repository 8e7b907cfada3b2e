package dev.allstop.it.clients;

import static dev.allstop.it.harness.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.allstop.it.harness.HostJvm;
import dev.allstop.it.harness.Ledger;
import dev.allstop.it.harness.Library;
import dev.allstop.it.quartz.QuartzInMemory;
import dev.allstop.it.subject.SubjectMXBean;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Jolokia's own agent beside ours, with the access file that we ship. */
class JolokiaIT {

    private static final String OPERATOR = "http://operator.invalid";

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper mapper = new ObjectMapper();

    @Test
    void the_fleet_is_stopped_read_and_resumed_by_post_and_by_nothing_else() throws Exception {
        int port = Client.freePort();
        URI jolokia = URI.create("http://127.0.0.1:" + port + "/jolokia/");
        try (HostJvm host = HostJvm.named("web").cluster(HostJvm.uniqueCluster())
                .jvmOption("-javaagent:" + Client.jar("jolokia.jar") + "=host=127.0.0.1,port=" + port
                        + ",policyLocation=" + Client.configuration("jolokia-access.xml").toUri())
                .subject(QuartzInMemory.class, Library.newest("quartz")).start()) {
            SubjectMXBean subject = host.subject();
            int orders = subject.construct("orders", 2);
            subject.enqueue(orders, "job", 1_000, 100);
            subject.start(orders);
            await().until(() -> Ledger.of(subject).running().size() == 2);
            host.fleet().call("status");

            JsonNode stopped = post(jolokia, exec("stopAllWithin", "\"30s\""));
            assertThat(stopped.path("status").asInt()).as(stopped.toString()).isEqualTo(200);
            assertThat(stopped.path("value").asText()).startsWith("STOPPED 1/1 servers on 1/1 nodes");

            JsonNode read = post(jolokia, "{\"type\":\"read\",\"mbean\":\"allstop:type=JobServer,*\","
                    + "\"attribute\":[\"State\",\"RunningJobs\"]}");
            assertThat(read.path("value").findValuesAsText("State")).containsExactly("DRAINED");

            JsonNode refused = post(jolokia, exec("stopAllWithin", "\"soon\""));
            assertThat(refused.path("status").asInt()).isNotEqualTo(200);
            assertThat(refused.path("error").asText()).contains("timeout \"soon\" is not a duration");

            assertThat(post(jolokia, exec("resumeAll")).path("value").asText()).startsWith("RESUMED");

            JsonNode other = post(jolokia, "{\"type\":\"read\",\"mbean\":\"java.lang:type=Memory\"}");
            assertThat(other.path("status").asInt()).isEqualTo(403);
            JsonNode fromAPage = json(HttpRequest.newBuilder(jolokia).header("Origin", "http://evil.example")
                    .POST(HttpRequest.BodyPublishers.ofString(exec("stopAll"))).build());
            assertThat(fromAPage.path("status").asInt()).isEqualTo(403);
            JsonNode byGet = json(HttpRequest.newBuilder(jolokia.resolve("exec/allstop:type=Fleet/stopAll"))
                    .header("Origin", OPERATOR).GET().build());
            assertThat(byGet.path("status").asInt()).isEqualTo(403);
            assertThat(host.fleet().attribute("State")).isEqualTo("RUNNING");
        }
    }

    private static String exec(String operation, String... arguments) {
        return "{\"type\":\"exec\",\"mbean\":\"allstop:type=Fleet\",\"operation\":\"" + operation
                + "\",\"arguments\":[" + String.join(",", arguments) + "]}";
    }

    private JsonNode post(URI jolokia, String body) throws Exception {
        return json(HttpRequest.newBuilder(jolokia).header("Origin", OPERATOR).POST(HttpRequest.BodyPublishers.ofString(body)).build());
    }

    private JsonNode json(HttpRequest request) throws Exception {
        return mapper.readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }
}
