package dev.allstop.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code java -jar allstop.jar <verb>}: the same jar as a program. */
class CommandLineStartIT {

    private static final String JDKS = "dev.allstop.agent.Jdk#all";
    private static final String JAR = Path.of(System.getProperty("allstop.jar")).toAbsolutePath().toString();

    @ParameterizedTest
    @MethodSource(JDKS)
    void startsFromTheIsolatedSectionAndWritesItsAnswerToStdout(Jdk jdk) throws Exception {
        Forked version = Forked.run(Map.of(), List.of(jdk.java().toString(), "-jar", JAR, "version"));

        assertThat(version.exitCode()).isZero();
        assertThat(version.out()).first().asString().containsIgnoringCase("allstop");
        assertThat(version.err()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource(JDKS)
    void passesOnTheExitCode(Jdk jdk) throws Exception {
        Forked usage = Forked.run(Map.of(), List.of(jdk.java().toString(), "-jar", JAR, "no-such-verb"));

        assertThat(usage.exitCode()).isEqualTo(2);
        assertThat(usage.out()).isEmpty();
        assertThat(usage.err()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource(JDKS)
    void theAgentStaysOutOfItWhenItComesByTheEnvironment(Jdk jdk) throws Exception {
        List<String> version = List.of(jdk.java().toString(), "-Xlog:class+load:stdout", "-jar", JAR, "version");

        Forked both = Forked.run(Map.of("JAVA_TOOL_OPTIONS", "-javaagent:" + JAR), version);

        assertThat(both.exitCode()).isZero();
        assertThat(both.out()).anyMatch(line -> line.contains("dev.allstop.core.cli.AllstopCommand "))
                .noneMatch(line -> line.contains("dev.allstop.core.Core ") || line.contains("AllstopHook"));
        assertThat(both.err()).allMatch(line -> line.startsWith("Picked up JAVA_TOOL_OPTIONS"));
    }
}
