package dev.allstop.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.allstop.agent.HostApplications.AsksWhetherToStop;
import dev.allstop.agent.HostApplications.ChoosesItsLogManager;
import dev.allstop.agent.HostApplications.ChoosesItsMBeanServerBuilder;
import dev.allstop.agent.HostApplications.ExitsWithSeven;
import dev.allstop.agent.HostApplications.Fails;
import dev.allstop.agent.HostApplications.ListsItsSystemProperties;
import dev.allstop.agent.HostApplications.ListsItsThreads;
import dev.allstop.agent.HostApplications.LooksForTheHook;
import dev.allstop.agent.HostApplications.SaysHello;
import dev.allstop.agent.HostApplications.ShowsItsContextClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The real jar in front of a program without a job server: nobody may notice it. */
class AgentStartIT {

    private static final Path JAR = Path.of(System.getProperty("allstop.jar")).toAbsolutePath();
    private static final String AGENT = "-javaagent:" + JAR;
    private static final String JDKS = "dev.allstop.agent.Jdk#all";

    @ParameterizedTest
    @MethodSource(JDKS)
    void isThereAndSaysNothing(Jdk jdk) throws Exception {
        assertThat(Forked.host(jdk, LooksForTheHook.class, AGENT)).isEqualTo(new Forked(0, List.of("hook"), List.of()));
    }

    @ParameterizedTest
    @MethodSource(JDKS)
    void leavesTheExitCodeAndTheStackTraceOfTheApplication(Jdk jdk) throws Exception {
        assertThat(Forked.host(jdk, Fails.class, AGENT)).isEqualTo(Forked.host(jdk, Fails.class));
        assertThat(Forked.host(jdk, ExitsWithSeven.class, AGENT).exitCode()).isEqualTo(7);
    }

    @ParameterizedTest
    @MethodSource(JDKS)
    void leavesTheChoiceOfTheLogManager(Jdk jdk) throws Exception {
        assertThat(Forked.host(jdk, ChoosesItsLogManager.class, AGENT).out()).containsExactly("Chosen");
    }

    @ParameterizedTest
    @MethodSource(JDKS)
    void leavesTheChoiceOfTheMBeanServer(Jdk jdk) throws Exception {
        assertThat(Forked.host(jdk, ChoosesItsMBeanServerBuilder.class, AGENT).out()).containsExactly("Chosen");
    }

    @ParameterizedTest
    @MethodSource(JDKS)
    void startsNoThread(Jdk jdk) throws Exception {
        assertThat(Forked.host(jdk, ListsItsThreads.class, AGENT)).isEqualTo(Forked.host(jdk, ListsItsThreads.class));
    }

    /** What has not even been loaded has not been opened or made. */
    @ParameterizedTest
    @MethodSource(JDKS)
    void loadsNothingOfLoggingManagementNetworkAndItsOwnLibraries(Jdk jdk) throws Exception {
        List<String> loaded = Forked.host(jdk, LooksForTheHook.class, "-Xlog:class+load:stdout", AGENT).out();

        assertThat(loaded).anyMatch(line -> line.contains(" dev.allstop.core.Core "))
                .noneMatch(line -> line.matches(".*\\] (java\\.util\\.logging|java\\.lang\\.management|javax\\.management"
                        + "|java\\.net\\.\\w*Socket|java\\.net\\.InetAddress|sun\\.nio\\.ch\\.\\w*(Socket|Datagram)"
                        + "|org\\.jgroups|org\\.slf4j|net\\.bytebuddy|picocli|dev\\.allstop\\.adapters).*"));
    }

    @ParameterizedTest
    @MethodSource(JDKS)
    void setsNoSystemProperty(Jdk jdk) throws Exception {
        assertThat(Forked.host(jdk, ListsItsSystemProperties.class, AGENT))
                .isEqualTo(Forked.host(jdk, ListsItsSystemProperties.class));
    }

    @ParameterizedTest
    @MethodSource(JDKS)
    void leavesTheContextClassLoader(Jdk jdk) throws Exception {
        assertThat(Forked.host(jdk, ShowsItsContextClassLoader.class, AGENT).out()).containsExactly("true");
    }

    @ParameterizedTest
    @MethodSource(JDKS)
    void aSecondAgentIsIgnoredWithOneLine(Jdk jdk, @TempDir Path folder) throws Exception {
        Path copy = Files.copy(JAR, folder.resolve("copy.jar"));

        for (Path second : List.of(JAR, copy)) {
            Forked twice = Forked.host(jdk, SaysHello.class, AGENT, "-javaagent:" + second);

            assertThat(twice).isEqualTo(new Forked(0, List.of("hello"),
                    List.of("allstop: is attached to this JVM already; the second -javaagent or attach is ignored")));
        }
    }

    @ParameterizedTest
    @MethodSource(JDKS)
    void aBadOptionIsOneLineAndTheApplicationStarts(Jdk jdk) throws Exception {
        for (String bad : List.of("tiemout=5m", "timeout=soon", "timeout", "adapters=quarz")) {
            Forked host = Forked.host(jdk, LooksForTheHook.class, AGENT + "=" + bad);

            assertThat(host.exitCode()).isZero();
            assertThat(host.out()).containsExactly("no hook");
            assertThat(host.err()).as(bad).singleElement().asString()
                    .startsWith("allstop: ").endsWith("; Allstop stays off").contains(bad.split("=")[0]).doesNotContain("Exception");
        }
    }

    @ParameterizedTest
    @MethodSource(JDKS)
    void canBeSwitchedOffByArgumentPropertyAndEnvironment(Jdk jdk) throws Exception {
        Forked off = new Forked(0, List.of("no hook"), List.of());

        assertThat(Forked.host(jdk, LooksForTheHook.class, AGENT + "=enabled=false")).isEqualTo(off);
        assertThat(Forked.host(jdk, LooksForTheHook.class, "-Dallstop.enabled=false", AGENT)).isEqualTo(off);
        assertThat(Forked.host(jdk, Map.of("ALLSTOP_ENABLED", "false"), LooksForTheHook.class, AGENT)).isEqualTo(off);
    }

    @ParameterizedTest
    @MethodSource(JDKS)
    void theJarMayLieAnywhere(Jdk jdk, @TempDir Path folder) throws Exception {
        Path odd = Files.createDirectories(folder.resolve("a b+c%20d#e&f"));
        Path copy = Files.copy(JAR, odd.resolve("my agent.jar"));

        assertThat(Forked.host(jdk, LooksForTheHook.class, "-javaagent:" + copy))
                .isEqualTo(new Forked(0, List.of("hook"), List.of()));
    }

    @ParameterizedTest
    @MethodSource(JDKS)
    void aProgramInASourceFileIsAnApplication(Jdk jdk, @TempDir Path folder) throws Exception {
        Path source = Files.writeString(folder.resolve("Program.java"), """
                public class Program {
                    public static void main(String[] arguments) throws Exception {
                        System.out.println(Class.forName("java.lang.AllstopHook").getName());
                    }
                }
                """);

        assertThat(Forked.run(Map.of(), List.of(jdk.java().toString(), AGENT, source.toString())))
                .isEqualTo(new Forked(0, List.of("java.lang.AllstopHook"), List.of()));
    }

    @ParameterizedTest
    @MethodSource(JDKS)
    void jobCodeMayAskWhetherToStop(Jdk jdk) throws Exception {
        assertThat(Forked.host(jdk, AsksWhetherToStop.class, AGENT)).isEqualTo(new Forked(0, List.of("false"), List.of()));
    }

    @ParameterizedTest
    @MethodSource(JDKS)
    void theApplicationsArchivedClassesAreStillShared(Jdk jdk, @TempDir Path folder) throws Exception {
        Path application = new JarBuilder().withClass(SaysHello.class).writeTo(folder.resolve("application.jar"));
        Path archive = folder.resolve("application.jsa");
        List<String> run = List.of("-cp", application.toString(), SaysHello.class.getName());
        Forked.run(Map.of(), command(jdk, List.of("-XX:ArchiveClassesAtExit=" + archive), run));

        Forked shared = Forked.run(Map.of(), command(jdk,
                List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:class+load:stdout", AGENT), run));

        assertThat(shared.out()).anyMatch(line -> line.contains(SaysHello.class.getName()) && line.contains("shared objects file (top)"));
    }

    private static List<String> command(Jdk jdk, List<String> jvmOptions, List<String> program) {
        var command = new ArrayList<>(List.of(jdk.java().toString()));
        command.addAll(jvmOptions);
        command.addAll(program);
        return command;
    }
}
