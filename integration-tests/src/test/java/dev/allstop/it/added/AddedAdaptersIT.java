package dev.allstop.it.added;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.allstop.it.harness.HostJvm;
import dev.allstop.it.harness.Ledger;
import dev.allstop.it.harness.Library;
import dev.allstop.it.harness.Resources;
import dev.allstop.it.inhouse.NightlyRunners;
import dev.allstop.it.subject.SubjectMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator adds by {@code adapters.path}; that declared adapters keep their promises is in ConformanceIT. */
class AddedAdaptersIT {

    @TempDir
    private Path folder;

    private HostJvm.Builder host(Path added) {
        return HostJvm.named("a").cluster(HostJvm.uniqueCluster()).option("adapters.path", added.toString())
                .subject(NightlyRunners.class, Library.IN_HOUSE);
    }

    private Path declaration(String lineToAdd) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(Resources.file("/adapters/nightly-runner.adapter")));
        lines.add(lineToAdd);
        return Files.write(folder.resolve("nightly.adapter"), lines);
    }

    @Test
    void anAdapterInAJarOfTheOperatorsOwnStopsAndResumes() throws Exception {
        try (HostJvm host = host(jarOf(NightlyRunnerAdapter.class)).start()) {
            SubjectMXBean subject = host.subject();
            int server = subject.construct("reports", 2);
            subject.start(server);
            subject.enqueue(server, "step", 100, 200);
            await().until(() -> Ledger.of(subject).running().size() == 2);
            await().until(() -> host.fleet().servers().size() == 1);

            assertThat(host.fleet().call("stopAllWithin", "30s")).startsWith("STOPPED 1/1 servers on 1/1 nodes")
                    .contains("nightly").contains("reports");

            assertThat(Ledger.of(subject).running()).isEmpty();
            assertThat(Ledger.of(subject).ended()).hasSizeLessThan(100);
            host.fleet().call("resumeAll");
            await().until(() -> Ledger.of(subject).ended().size() == 100);
        }
    }

    private Path jarOf(Class<?> adapter) throws IOException {
        Path jar = folder.resolve("our-adapters.jar");
        try (OutputStream out = Files.newOutputStream(jar); JarOutputStream entries = new JarOutputStream(out)) {
            entries.putNextEntry(new ZipEntry("META-INF/services/dev.allstop.core.adapter.JobServerAdapter"));
            entries.write(adapter.getName().getBytes(StandardCharsets.UTF_8));
            for (Path file : classFilesOf(adapter)) {
                entries.putNextEntry(new ZipEntry(adapter.getPackageName().replace('.', '/') + "/" + file.getFileName()));
                try (InputStream in = Files.newInputStream(file)) {
                    in.transferTo(entries);
                }
            }
        }
        return jar;
    }

    private static List<Path> classFilesOf(Class<?> type) throws IOException {
        Path own = Resources.file("/" + type.getName().replace('.', '/') + ".class");
        try (var files = Files.list(own.getParent())) {
            return files.filter(file -> file.getFileName().toString().matches(type.getSimpleName() + "(\\$.*)?\\.class"))
                    .toList();
        }
    }

    @Test
    void aFolderMayHoldWhateverElse() throws Exception {
        Files.writeString(folder.resolve("README"), "not an adapter");
        declaration("settle = 10ms");
        try (HostJvm host = host(folder).start()) {
            host.subject().construct("reports", 1);
            await().until(() -> host.fleet().servers().size() == 1);
            assertThat(host.fleet().servers().get(0).path("state").asText()).isEqualTo("RUNNING");
        }
    }

    @Test
    void aDeclarationThatDoesNotFitItsClassShowsFromTheStartAndNamesItsLine() throws Exception {
        Path declared = declaration("inflight = bussy.get()");
        int line = Files.readAllLines(declared).size();
        try (HostJvm host = host(declared).start()) {
            host.subject().construct("reports", 1);
            await().until(() -> host.fleet().servers().size() == 1);

            JsonNode server = host.fleet().servers().get(0);
            assertThat(server.path("state").asText()).isEqualTo("UNCONTROLLED");
            assertThat(server.path("error").asText()).contains("nightly.adapter:" + line
                    + ": inflight: \"bussy.get()\": no field bussy in dev.allstop.it.inhouse.NightlyRunner");
        }
    }

    @Test
    void aDeclarationThatCannotBeReadKeepsTheAgentOffAndTheApplicationGoesOn() throws Exception {
        try (HostJvm host = host(declaration("quite = pause()")).start()) {
            SubjectMXBean subject = host.subject();
            int server = subject.construct("reports", 1);
            subject.start(server);
            subject.enqueue(server, "step", 1, 1);
            await().until(() -> Ledger.of(subject).ended().size() == 1);
            assertThat(host.err()).contains("nightly.adapter:").contains(": quite: is not a key: there are active.on")
                    .contains("Allstop stays off");
        }
    }

    @Test
    void aKindThatExistsAlreadyIsRefused() throws Exception {
        try (HostJvm host = host(declaration("kind = quartz")).start()) {
            assertThat(host.err()).contains("there are two adapters of the kind \"quartz\": give yours another");
        }
    }
}
