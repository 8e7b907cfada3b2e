package dev.allstop.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import dev.allstop.agent.HostApplications.WaitsForInput;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LateAttachIT {

    private static final String JAR = Path.of(System.getProperty("allstop.jar")).toAbsolutePath().toString();

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("dev.allstop.agent.Jdk#all")
    void enteringARunningJvmDefinesTheHookWithoutAWord(Jdk jdk) throws Exception {
        assertThat(attach(jdk, "")).containsExactly("hook");
        assertThat(ownLines()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.allstop.agent.Jdk#all")
    void theSecondAttachIsIgnoredWithOneLine(Jdk jdk) throws Exception {
        assertThat(attach(jdk, "", "")).containsExactly("hook");
        assertThat(ownLines()).containsExactly("allstop: is attached to this JVM already; the second -javaagent or attach is ignored");
    }

    @ParameterizedTest
    @MethodSource("dev.allstop.agent.Jdk#all")
    void afterABadOptionTheAttachCanBeRepeated(Jdk jdk) throws Exception {
        assertThat(attach(jdk, "tiemout=5m", "timeout=5m")).containsExactly("hook");
        assertThat(ownLines()).singleElement().asString().contains("tiemout").endsWith("; Allstop stays off");
    }

    /** Attaches with each of the arguments, then lets the JVM end, and answers what it printed after it was up. */
    private List<String> attach(Jdk jdk, String... arguments) throws Exception {
        Process host = new ProcessBuilder(jdk.java().toString(), "-cp", System.getProperty("allstop.testClasses"), WaitsForInput.class.getName())
                .redirectError(err().toFile()).start();
        try (BufferedReader out = new BufferedReader(new InputStreamReader(host.getInputStream(), UTF_8))) {
            assertThat(out.readLine()).isEqualTo("up");
            for (String argument : arguments) {
                VirtualMachine jvm = VirtualMachine.attach(String.valueOf(host.pid()));
                jvm.loadAgent(JAR, argument);
                jvm.detach();
            }
            host.getOutputStream().close();
            return out.lines().toList();
        } finally {
            host.destroy();
            host.waitFor();
        }
    }

    /** Since Java 21 the JVM itself warns of agents that come late (JEP 451). */
    private List<String> ownLines() throws Exception {
        return Files.readAllLines(err()).stream().filter(line -> !line.startsWith("WARNING: ")).toList();
    }

    private Path err() {
        return folder.resolve("err");
    }
}
