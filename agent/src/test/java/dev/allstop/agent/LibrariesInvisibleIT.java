package dev.allstop.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.allstop.agent.HostApplications.LooksFor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the application can get at of the agent's jar: the few classes of this module, and none of its libraries. */
class LibrariesInvisibleIT {

    private static final Path JAR = Path.of(System.getProperty("allstop.jar")).toAbsolutePath();

    @ParameterizedTest
    @MethodSource("dev.allstop.agent.Jdk#all")
    void theApplicationCanLoadNoneOfOurLibraries(Jdk jdk) throws Exception {
        assertThat(visible(jdk, List.of("dev.allstop.Allstop", "dev.allstop.core.Core", "net.bytebuddy.jar.asm.ClassReader", "org.jgroups.JChannel",
                "org.slf4j.Logger", "picocli.CommandLine")))
                .containsExactly("dev.allstop.Allstop");
    }

    @ParameterizedTest
    @MethodSource("dev.allstop.agent.Jdk#all")
    void theApplicationFindsNoneOfTheirResources(Jdk jdk) throws Exception {
        var resources = new TreeSet<String>();
        try (JarFile jar = new JarFile(JAR.toFile())) {
            jar.stream().filter(entry -> !entry.isDirectory()).map(entry -> entry.getName())
                    .filter(name -> name.startsWith("allstop/"))
                    .map(name -> name.substring("allstop/".length()).replaceFirst("\\.classdata$", ".class"))
                    .filter(name -> name.indexOf('/') >= 0 && !name.startsWith("java/"))
                    .collect(Collectors.toCollection(() -> resources));
        }

        assertThat(resources).contains("META-INF/services/org.slf4j.spi.SLF4JServiceProvider", "org/jgroups/JChannel.class");
        assertThat(visible(jdk, new ArrayList<>(resources))).isEmpty();
    }

    private static List<String> visible(Jdk jdk, List<String> names) throws Exception {
        var command = new ArrayList<>(List.of(jdk.java().toString(), "-javaagent:" + JAR,
                "-cp", System.getProperty("allstop.testClasses"), LooksFor.class.getName()));
        command.addAll(names);
        return Forked.run(Map.of(), command).out();
    }
}
