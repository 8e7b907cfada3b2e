package dev.allstop.it;

import static org.assertj.core.api.Assertions.assertThat;
import static dev.allstop.it.harness.Patience.await;

import dev.allstop.it.harness.HostJvm;
import dev.allstop.it.harness.Library;
import dev.allstop.it.web.TomcatMain;
import dev.allstop.it.web.WebappScheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application server that deploys the same application again and again, which brings its own Quartz each time. */
class WebRedeployIT {

    private static final int DEPLOYMENTS = 20;

    @Test
    void noClassLoaderStaysBehindAfterTwentyRedeployments(@TempDir Path folder) throws Exception {
        Path webapp = explodedWebapp(folder.resolve("app"));
        try (HostJvm tomcat = tomcat(webapp)) {
            for (int deployment = 1; deployment <= DEPLOYMENTS; deployment++) {
                tomcat.send("deploy");
                tomcat.awaitOutput("deployed " + deployment + "\n");
                await().until(() -> tomcat.fleet().servers().stream()
                        .anyMatch(server -> server.path("state").asText().equals("RUNNING")));
                if (deployment % 5 == 0) {
                    assertThat(tomcat.fleet().call("stopAllWithin", "30s")).startsWith("STOPPED");
                    assertThat(tomcat.fleet().call("resumeAll")).startsWith("RESUMED");
                }
                tomcat.send("undeploy");
                tomcat.awaitOutput("undeployed " + deployment + "\n");
            }
            tomcat.send("count");
            tomcat.awaitOutput("leaked ");

            assertThat(tomcat.out()).endsWith("leaked 0\n");
            await().until(() -> tomcat.fleet().servers(), List::isEmpty);
        }
    }

    @Test
    void anApplicationThatIsTakenAwayDuringAHoldLeavesNothingBehind(@TempDir Path folder) throws Exception {
        Path webapp = explodedWebapp(folder.resolve("app"));
        try (HostJvm tomcat = tomcat(webapp)) {
            tomcat.send("deploy");
            tomcat.awaitOutput("tick");
            assertThat(tomcat.fleet().call("stopAllWithin", "30s")).startsWith("STOPPED");
            tomcat.send("undeploy");
            tomcat.awaitOutput("undeployed 1\n");

            tomcat.send("count");
            tomcat.awaitOutput("leaked ");

            assertThat(tomcat.out()).endsWith("leaked 0\n");
        }
    }

    private static HostJvm tomcat(Path webapp) {
        // Quartz has the JDK's Introspector look at its classes, which keeps what it saw softly: that is no leak.
        return HostJvm.named("tomcat").cluster(HostJvm.uniqueCluster()).jvmOption("-XX:SoftRefLRUPolicyMSPerMB=0")
                .classPath(Library.folder("tomcat")).main(TomcatMain.class, webapp.toString()).start();
    }

    /** Quartz in WEB-INF/lib and the listener in WEB-INF/classes, loaded there first although Tomcat sees it too. */
    private static Path explodedWebapp(Path folder) throws IOException {
        Path lib = Files.createDirectories(folder.resolve("WEB-INF/lib"));
        Stream<Path> logging = Library.folder("common").stream().filter(jar -> jar.toString().contains("slf4j"));
        for (Path jar : Stream.concat(Library.newest("quartz").jars().stream(), logging).toList()) {
            Files.copy(jar, lib.resolve(jar.getFileName()));
        }
        Path source = HostJvm.classes().resolve(WebappScheduler.class.getPackageName().replace('.', '/'));
        Path target = Files.createDirectories(folder.resolve("WEB-INF/classes")
                .resolve(WebappScheduler.class.getPackageName().replace('.', '/')));
        try (Stream<Path> classes = Files.list(source)) {
            for (Path file : classes.filter(name -> name.getFileName().toString().startsWith("WebappScheduler")).toList()) {
                Files.copy(file, target.resolve(file.getFileName()));
            }
        }
        return folder;
    }
}
