package dev.allstop.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LaunchChecksTest {

    @ParameterizedTest
    @ValueSource(strings = {"enabled=false", "enabled= false ", "cluster=a,enabled=false", "enabled=false,cluster=a"})
    void theAgentArgumentSwitchesOff(String arguments) {
        assertThat(LaunchChecks.isEnabled(arguments, null, null)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "cluster=a", "enabled=true", "reenabled=false", "enabled=FALSE", "reason=enabled=false", "enabled="})
    void anythingElseLeavesItToTheCore(String arguments) {
        assertThat(LaunchChecks.isEnabled(arguments, null, null)).isTrue();
    }

    @Test
    void noArgumentAtAllMeansEnabled() {
        assertThat(LaunchChecks.isEnabled(null, null, null)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "enabled=true,  false, false, true",
        "cluster=a,     false, true,  false",
        "cluster=a,     true,  false, true",
        "cluster=a,     ,      false, false",
        "cluster=a,     ,      ,      true",
    })
    void theArgumentGoesBeforeThePropertyAndThePropertyBeforeTheEnvironment(
            String arguments, String property, String environment, boolean enabled) {
        assertThat(LaunchChecks.isEnabled(arguments, property, environment)).isEqualTo(enabled);
    }

    @ParameterizedTest
    @CsvSource({
        "jdk.jcmd,        jdk.jcmd/sun.tools.jcmd.JCmd -l",
        "jdk.jartool,     jdk.jartool/sun.tools.jar.Main --version",
        "jdk.compiler,    jdk.compiler/com.sun.tools.javac.Main A.java",
        "java.base,       java.base/sun.security.tools.keytool.Main -help",
        "jdk.jshell,      ",
    })
    void aToolOfTheJdkIsKnownByTheModuleOfItsMainClass(String mainModule, String command) {
        assertThat(LaunchChecks.isJdkTool(mainModule, command)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "             , com.acme.Jobs",
        "com.acme.jobs, com.acme.jobs/com.acme.Jobs",
        "jdkish       , jdkish/com.acme.Jobs",
        "jdk.compiler , jdk.compiler/com.sun.tools.javac.launcher.Main Jobs.java",
        "jdk.compiler , jdk.compiler/com.sun.tools.javac.launcher.SourceLauncher Jobs.java",
    })
    void anApplicationIsNotTakenForATool(String mainModule, String command) {
        assertThat(LaunchChecks.isJdkTool(mainModule, command)).isFalse();
    }

    @Test
    void ourOwnCommandLineIsKnownByItsClassPath(@TempDir Path folder) throws IOException {
        File jar = Files.createFile(folder.resolve("allstop.jar")).toFile();
        File link = Files.createSymbolicLink(folder.resolve("link.jar"), jar.toPath()).toFile();

        assertThat(LaunchChecks.isOwnCommandLine(jar.getPath(), jar)).isTrue();
        assertThat(LaunchChecks.isOwnCommandLine(link.getPath(), jar)).isTrue();
    }

    @Test
    void anApplicationIsNotTakenForOurCommandLine(@TempDir Path folder) throws IOException {
        File jar = Files.createFile(folder.resolve("allstop.jar")).toFile();

        assertThat(LaunchChecks.isOwnCommandLine("app.jar", jar)).isFalse();
        assertThat(LaunchChecks.isOwnCommandLine("app.jar" + File.pathSeparator + jar, jar)).isFalse();
        assertThat(LaunchChecks.isOwnCommandLine("", jar)).isFalse();
        assertThat(LaunchChecks.isOwnCommandLine(null, jar)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1.8, false", "9, false", "11, false", "16, false", "17, true", "25, true", "100, true"})
    void javaSeventeenIsTheOldest(String specificationVersion, boolean newEnough) {
        assertThat(LaunchChecks.isNewEnough(specificationVersion)).isEqualTo(newEnough);
    }
}
