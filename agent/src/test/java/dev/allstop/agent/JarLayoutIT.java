package dev.allstop.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The one artifact: what is in it, what is not, and where. */
class JarLayoutIT {

    private static final int JAVA_8 = 52;
    private static final int JAVA_17 = 61;

    private final Path file = Path.of(System.getProperty("allstop.jar"));
    private JarFile jar;

    @BeforeEach
    void open() throws IOException {
        jar = new JarFile(file.toFile());
    }

    @AfterEach
    void close() throws IOException {
        jar.close();
    }

    @Test
    void theRootHoldsTheAgentAndNothingElse() {
        assertThat(names()).filteredOn(name -> !name.startsWith("allstop/") && !name.startsWith("META-INF/"))
                .containsExactlyInAnyOrder(
                        "dev/allstop/Allstop.class",
                        "dev/allstop/agent/Agent.class",
                        "dev/allstop/agent/AgentJar.class",
                        "dev/allstop/agent/IsolatedClassLoader.class",
                        "dev/allstop/agent/LaunchChecks.class",
                        "dev/allstop/agent/Main.class",
                        "dev/allstop/agent/ResourceHandler.class",
                        "dev/allstop/agent/ResourceHandler$1.class",
                        "dev/allstop/agent/StartupLog.class");
        assertThat(names()).filteredOn(name -> name.startsWith("META-INF/") && !name.startsWith("META-INF/licenses/"))
                .containsExactlyInAnyOrder("META-INF/MANIFEST.MF", "META-INF/NOTICE", "META-INF/sbom/allstop.cdx.json");
    }

    @Test
    void theManifestNamesTheEntryPointsAndAsksForNoMoreThanItNeeds() throws IOException {
        Map<String, String> manifest = new TreeMap<>();
        Attributes attributes = jar.getManifest().getMainAttributes();
        attributes.forEach((key, value) -> manifest.put(key.toString(), value.toString()));

        assertThat(manifest).containsEntry("Premain-Class", "dev.allstop.agent.Agent")
                .containsEntry("Agent-Class", "dev.allstop.agent.Agent")
                .containsEntry("Main-Class", "dev.allstop.agent.Main")
                .containsEntry("Can-Retransform-Classes", "true")
                .containsEntry("Automatic-Module-Name", "dev.allstop.agent")
                .containsKey("Implementation-Version")
                .doesNotContainKeys("Boot-Class-Path", "Launcher-Agent-Class", "Can-Redefine-Classes", "Multi-Release",
                        "Add-Opens", "Add-Exports", "Class-Path");
    }

    @Test
    void whatTheJvmEntersIsReadableForEveryJavaSinceEight() throws IOException {
        for (String name : names()) {
            if (name.endsWith(".class")) {
                assertThat(majorVersion(name)).as(name).isLessThanOrEqualTo(JAVA_8);
            } else if (name.endsWith(".classdata")) {
                assertThat(majorVersion(name)).as(name).isLessThanOrEqualTo(JAVA_17);
            }
        }
    }

    @Test
    void noClassIsInBothSections() {
        assertThat(names()).filteredOn(name -> name.startsWith("allstop/")).noneMatch(name -> name.endsWith(".class"));
        assertThat(names()).filteredOn(name -> name.endsWith(".class"))
                .noneMatch(name -> names().contains("allstop/" + name.replaceFirst("class$", "classdata")));
    }

    @Test
    void theIsolatedSectionHoldsTheCoreItsAdaptersAndTheirLibraries() {
        assertThat(names()).contains(
                "allstop/java/lang/AllstopHook.classdata",
                "allstop/dev/allstop/core/Core.classdata",
                "allstop/net/bytebuddy/jar/asm/ClassReader.classdata",
                "allstop/org/jgroups/JChannel.classdata",
                "allstop/org/slf4j/Logger.classdata",
                "allstop/dev/allstop/core/log/AgentLogProvider.classdata",
                "allstop/picocli/CommandLine.classdata",
                "allstop/jg-magic-map.xml");
        assertThat(names()).filteredOn(name -> name.startsWith("allstop/dev/allstop/adapters/")).isNotEmpty();
    }

    @Test
    void theIndexNamesClassesOfEveryLibraryThatIsHooked() throws IOException {
        assertThat(text("allstop/targets.index").lines())
                .anyMatch(line -> line.startsWith("quartz default org.quartz."))
                .anyMatch(line -> line.startsWith("jobrunr default org.jobrunr."))
                .anyMatch(line -> line.startsWith("db-scheduler default com.github.kagkarlsson."));
    }

    @Test
    void nothingThatOnlyOthersNeedIsInIt() {
        assertThat(names()).noneMatch(name -> name.contains("org/jgroups/demos/") || name.contains("org/jgroups/tests/"))
                .noneMatch(name -> name.contains("junit") || name.contains("assertj") || name.contains("awaitility"))
                .noneMatch(name -> name.endsWith("module-info.class") || name.endsWith("module-info.classdata"))
                .noneMatch(name -> name.endsWith(".SF") || name.endsWith(".RSA") || name.contains("META-INF/maven/"))
                .doesNotContain("allstop/udp.xml", "allstop/tcp.xml");
    }

    /** Laying out the jar keeps one of two service files of the same name. */
    @Test
    void noServiceOfABundledLibraryIsLost() throws IOException {
        for (String name : names()) {
            if (name.startsWith("allstop/META-INF/services/")) {
                for (URL bundled : Collections.list(getClass().getClassLoader().getResources(name.substring("allstop/".length())))) {
                    assertThat(providers(jar.getInputStream(jar.getEntry(name)))).as(name).containsAll(providers(bundled.openStream()));
                }
            }
        }
        assertThat(names()).contains("allstop/META-INF/services/org.slf4j.spi.SLF4JServiceProvider",
                "allstop/META-INF/services/dev.allstop.core.adapter.JobServerAdapter");
    }

    @Test
    void everyLibraryBringsItsLicence() throws IOException {
        assertThat(names()).contains("META-INF/licenses/byte-buddy/LICENSE", "META-INF/licenses/byte-buddy/NOTICE",
                "META-INF/licenses/byte-buddy/ASM", "META-INF/licenses/jgroups/LICENSE", "META-INF/licenses/slf4j/LICENSE.txt");
        assertThat(text("META-INF/NOTICE")).contains("Byte Buddy 1.", "JGroups 5.", "SLF4J 2.", "picocli 4.").doesNotContain("${");
    }

    /** It is written by hand: whoever adds a library to the jar is reminded here. */
    @Test
    void theBillOfMaterialsListsEveryLibraryInItsVersion() throws IOException {
        String bill = text("META-INF/sbom/allstop.cdx.json");

        assertThat(libraries()).hasSize(4).allSatisfy(library -> assertThat(bill).contains("\"pkg:maven/" + library + "\""));
        assertThat(names()).filteredOn(name -> name.endsWith(".classdata"))
                .allMatch(name -> name.matches("allstop/(java/lang/AllstopHook|dev/allstop/|net/bytebuddy/|org/jgroups/|org/slf4j/|picocli/).*"));
    }

    @Test
    void jGroupsLoadsWithWhatIsLeftOfIt() throws Exception {
        ClassLoader isolated = new IsolatedClassLoader(file.toFile());

        assertThat(Class.forName("org.jgroups.conf.ClassConfigurator", true, isolated)
                .getMethod("getProtocol", short.class).invoke(null, (short) 4)).isNotNull();
    }

    /** JGroups makes an object of every class of the first table before it reads a packet, and for a packet that asks. */
    @Test
    void theTablesOfJGroupsNameNothingThatNoFleetNeeds() throws IOException {
        for (String table : List.of("allstop/jg-magic-map.xml", "allstop/jg-protocol-ids.xml")) {
            assertThat(text(table)).as(table)
                    .contains("org.jgroups.protocols.pbcast.GMS")
                    .doesNotContain("org.jgroups.blocks", "org.jgroups.tests", "org.jgroups.auth", "ObjectWrapper", "relay",
                            ".AUTH", ".SEQUENCER", ".STOMP", ".FORK", ".STATE\"");
        }
        assertThat(names()).noneMatch(name -> name.matches(".*/(SEQUENCER|STOMP|FORK|AUTH)[.$].*"));
    }

    @Test
    void theSizeStaysWithinItsBudget() throws IOException {
        assertThat(Files.size(file)).isBetween(2_000_000L, 4_500_000L);
    }

    /** {@code group/artifact@version} of the jars that are bundled, by their places in the local repository. */
    private static List<String> libraries() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(path -> path.replace(File.separatorChar, '/'))
                .map(Pattern.compile(".*/(net/bytebuddy|org/jgroups|org/slf4j|info/picocli)/([^/]+)/([^/]+)/[^/]+\\.jar")::matcher)
                .filter(Matcher::matches)
                .map(path -> path.group(1).replace('/', '.') + '/' + path.group(2) + '@' + path.group(3))
                .toList();
    }

    private TreeSet<String> names() {
        var names = new TreeSet<String>();
        jar.stream().filter(entry -> !entry.isDirectory()).map(JarEntry::getName).forEach(names::add);
        return names;
    }

    private int majorVersion(String name) throws IOException {
        try (var in = new DataInputStream(jar.getInputStream(jar.getEntry(name)))) {
            in.readInt();
            in.readUnsignedShort();
            return in.readUnsignedShort();
        }
    }

    private String text(String name) throws IOException {
        try (var in = jar.getInputStream(jar.getEntry(name))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private static List<String> providers(InputStream service) throws IOException {
        try (service) {
            return new String(service.readAllBytes(), UTF_8).lines()
                    .map(String::trim).filter(line -> !line.isEmpty() && !line.startsWith("#")).toList();
        }
    }
}
