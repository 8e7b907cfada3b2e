package dev.allstop.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code JAVA_TOOL_OPTIONS=-javaagent:allstop.jar} reaches every JVM of a machine, the JDK's own tools too. */
class JdkToolsIT {

    private static final Map<String, String> EVERYWHERE =
            Map.of("JAVA_TOOL_OPTIONS", "-javaagent:" + Path.of(System.getProperty("allstop.jar")).toAbsolutePath());

    static Stream<Arguments> tools() throws IOException {
        return Jdk.all().stream().flatMap(jdk -> Stream.of(
                List.of("java", "-version"), List.of("java", "--list-modules"), List.of("javac", "-version"), List.of("jar", "--version"),
                List.of("keytool", "-help"), List.of("keytool", "-list", "-cacerts", "-storepass", "changeit"),
                List.of("jcmd", "-h"), List.of("jps", "-help"), List.of("jstack", "-h"), List.of("jlink", "--version"))
                .map(tool -> Arguments.of(jdk, tool)));
    }

    @ParameterizedTest
    @MethodSource("tools")
    void toolsOfTheJdkWorkAsWithoutTheAgent(Jdk jdk, List<String> tool) throws Exception {
        assumeTrue(jdk.has(tool.get(0)), "not in this JDK");

        Forked with = run(jdk, EVERYWHERE, tool);
        Forked without = run(jdk, Map.of(), tool);

        assertThat(with.exitCode()).isEqualTo(without.exitCode());
        assertThat(with.out()).isEqualTo(without.out());
        assertThat(exceptForTheNoteOfTheJvm(with.err())).isEqualTo(without.err());
    }

    @ParameterizedTest
    @MethodSource("dev.allstop.agent.Jdk#all")
    void jcmdListsItselfAsUsual(Jdk jdk) throws Exception {
        Forked list = run(jdk, EVERYWHERE, List.of("jcmd", "-l"));

        assertThat(list.exitCode()).isZero();
        assertThat(list.out()).anyMatch(line -> line.endsWith("jdk.jcmd/sun.tools.jcmd.JCmd -l"));
        assertThat(exceptForTheNoteOfTheJvm(list.err())).isEmpty();
    }

    private static Forked run(Jdk jdk, Map<String, String> environment, List<String> tool) throws Exception {
        List<String> command = new ArrayList<>(tool);
        command.set(0, jdk.tool(tool.get(0)).toString());
        return Forked.run(environment, command);
    }

    private static List<String> exceptForTheNoteOfTheJvm(List<String> err) {
        return err.stream().filter(line -> !line.startsWith("Picked up JAVA_TOOL_OPTIONS")).toList();
    }
}
