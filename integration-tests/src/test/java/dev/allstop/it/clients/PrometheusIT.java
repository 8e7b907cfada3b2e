package dev.allstop.it.clients;

import static dev.allstop.it.harness.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.allstop.it.harness.HostJvm;
import dev.allstop.it.harness.Library;
import dev.allstop.it.quartz.QuartzInMemory;
import dev.allstop.it.subject.SubjectMXBean;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Prometheus' JMX exporter beside ours, with the rules that we ship. */
class PrometheusIT {

    @Test
    void a_scrape_shows_every_job_server_and_the_fleet() throws Exception {
        int port = Client.freePort();
        try (HostJvm host = HostJvm.named("scraped").cluster(HostJvm.uniqueCluster())
                .jvmOption("-javaagent:" + Client.jar("jmx-exporter.jar") + "=127.0.0.1:" + port + ":"
                        + Client.configuration("jmx-exporter.yml"))
                .subject(QuartzInMemory.class, Library.newest("quartz")).start()) {
            SubjectMXBean subject = host.subject();
            int orders = subject.construct("orders", 2);
            subject.start(orders);

            await().untilAsserted(() -> assertThat(scrape(port))
                    .contains("allstop_server_runningjobs{kind=\"quartz\",name=\"orders\"} 0.0")
                    .contains("allstop_server_state{kind=\"quartz\",name=\"orders\",state=\"RUNNING\"} 1.0")
                    .contains("allstop_fleet_nodecount 1.0"));

            host.fleet().call("stopAll");
            await().untilAsserted(() -> assertThat(scrape(port))
                    .contains("allstop_server_state{kind=\"quartz\",name=\"orders\",state=\"DRAINED\"} 1.0")
                    .contains("allstop_fleet_drained 1.0"));
        }
    }

    private static String scrape(int port) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + port + "/metrics")).GET().build(),
                HttpResponse.BodyHandlers.ofString()).body();
    }
}
