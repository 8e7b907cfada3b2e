package dev.allstop.it;

import static org.assertj.core.api.Assertions.assertThat;
import static dev.allstop.it.harness.Patience.await;
import static dev.allstop.it.harness.Patience.awaitThroughout;

import dev.allstop.it.harness.HostJvm;
import dev.allstop.it.harness.Ledger;
import dev.allstop.it.harness.Library;
import dev.allstop.it.loaders.ManyLoadersMain;
import dev.allstop.it.quartz.QuartzInMemory;
import dev.allstop.it.subject.SubjectMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Several applications in one JVM, each with its own copy of the library. */
class ManyLoadersIT {

    @Test
    void oneStopReachesTheServersOfEveryClassLoader() throws Exception {
        List<Library> versions = Library.all("quartz");
        String newest = classPath(versions.get(0));
        String oldest = classPath(versions.get(versions.size() - 1));
        try (HostJvm host = HostJvm.named("a").cluster(HostJvm.uniqueCluster())
                .main(ManyLoadersMain.class, QuartzInMemory.class.getName(), newest, newest, oldest).start()) {
            List<SubjectMXBean> applications = new ArrayList<>();
            for (int loader = 0; loader < 3; loader++) {
                SubjectMXBean application = host.subject(ManyLoadersMain.beanName(loader));
                int server = application.construct("orders", 2);
                application.enqueue(server, "job", 40, 100);
                application.start(server);
                applications.add(application);
            }
            await().until(() -> applications.stream().allMatch(one -> Ledger.of(one).running().size() == 2));
            await().until(() -> host.fleet().servers().size() == 3);

            assertThat(host.fleet().call("stopAllWithin", "30s")).startsWith("STOPPED 3/3 servers on 1/1 nodes");

            long stopped = applications.get(0).nanoTime();
            awaitThroughout(Duration.ofSeconds(1)).until(() -> applications.stream()
                    .allMatch(one -> Ledger.of(one).startedAfter(stopped).isEmpty()));
            assertThat(host.fleet().servers()).extracting(server -> server.path("name").asText())
                    .containsExactlyInAnyOrder("orders", "orders~2", "orders~3");
            host.fleet().call("resumeAll");
            await().until(() -> applications.stream()
                    .allMatch(one -> Ledger.of(one).ended().size() == 40));
        }
    }

    private static String classPath(Library library) {
        List<Path> entries = new ArrayList<>(library.classPath());
        entries.add(HostJvm.classes());
        return HostJvm.joined(entries);
    }
}
