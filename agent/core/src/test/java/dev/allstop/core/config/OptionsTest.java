package dev.allstop.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"", ",", " , ,"})
    void given_nothing_then_every_option_has_its_default(String argument) {
        Options options = Options.read(argument, Map.of(), Map.of());

        assertThat(options.cluster()).isEqualTo("allstop");
        assertThat(options.node()).isNull();
        assertThat(options.labels()).isEmpty();
        assertThat(options.stack()).isEqualTo("local");
        assertThat(options.bind()).isEqualTo("loopback");
        assertThat(options.secret()).isNull();
        assertThat(options.timeout()).isEqualTo(Duration.ofMinutes(10));
        assertThat(options.drainOnSigterm()).isNull();
        assertThat(options.state()).isNull();
        assertThat(options.adaptersPath()).isEmpty();
        assertThat(options.enabled()).isTrue();
        assertThat(options.log()).isEqualTo(new LogTarget("info", null));
    }

    @Test
    void given_no_argument_at_all_then_the_defaults_hold() {
        assertThat(Options.read(null, Map.of(), Map.of()).cluster()).isEqualTo("allstop");
    }

    private Path secret(String permissions) throws IOException {
        return Files.setPosixFilePermissions(Files.writeString(folder.resolve("secret"), "x".repeat(32)),
                PosixFilePermissions.fromString(permissions));
    }

    @Test
    void refuses_a_secret_that_others_may_read() throws IOException {
        Path secret = secret("rw-r--r--");

        assertRefused("option secret \"" + OneLine.of(secret.toString()) + "\" (agent argument) can be read or run by others than its owner: chmod 600",
                "secret=" + secret, Map.of(), Map.of());
    }

    @Test
    void hands_the_values_of_a_stacks_variables_over_as_they_are() {
        Options options = Options.read("stack=tcp,stack.hosts=web-1,web-2,node=web-1",
                Map.of("allstop.stack.port", "7900", "allstop.stack.hosts", "other"), Map.of("ALLSTOP_STACK_JDBC_URL", "jdbc:x"));

        assertThat(options.stack()).isEqualTo("tcp");
        assertThat(options.stackValues())
                .isEqualTo(Map.of("hosts", "web-1,web-2", "port", "7900", "jdbc_url", "jdbc:x"));
    }

    @Test
    void reads_every_option_of_the_agent_argument() throws IOException {
        Path secret = secret("rw-------");
        Path jar = Files.createFile(folder.resolve("my-adapter.jar"));
        Options options = Options.read("cluster=orders,node=web-1,labels=version:1.4.2;color:blue,stack=tcp,"
                + "bind=10.0.0.5,secret=" + secret + ",timeout=1h30m,sigterm=drain:30s,state=" + folder
                + ",adapters=quartz,-jobrunr,adapters.path=" + jar + ",log=debug:" + folder.resolve("a.log")
                + ",enabled=true", Map.of(), Map.of());

        assertThat(options.cluster()).isEqualTo("orders");
        assertThat(options.node()).isEqualTo("web-1");
        assertThat(options.labels()).containsExactly(Map.entry("version", "1.4.2"), Map.entry("color", "blue"));
        assertThat(options.stack()).isEqualTo("tcp");
        assertThat(options.bind()).isEqualTo("10.0.0.5");
        assertThat(options.secret()).isEqualTo(secret.toFile());
        assertThat(options.timeout()).isEqualTo(Duration.ofMinutes(90));
        assertThat(options.drainOnSigterm()).isEqualTo(Duration.ofSeconds(30));
        assertThat(options.state()).isEqualTo(folder.toFile());
        assertThat(options.adaptersPath()).containsExactly(jar.toFile());
        assertThat(options.log()).isEqualTo(new LogTarget("debug", new File(folder.toFile(), "a.log")));
    }

    @Test
    void splits_the_argument_only_at_commas_that_begin_a_new_key() {
        Options options = Options.read("adapters=quartz,executor , timeout=5m,", Map.of(), Map.of());

        assertThat(options.timeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(options.adapters().uses("executor", true)).isTrue();
        assertThat(options.adapters().uses("jobrunr", false)).isFalse();
    }

    @Test
    void asks_the_argument_then_the_property_then_the_environment_then_the_file() throws IOException {
        Path file = folder.resolve("allstop.properties");
        Files.writeString(file, "cluster=file\nnode=file\nstack=file\ntimeout=4m\n");

        Options options = Options.read("cluster=argument,config=" + file,
                Map.of("allstop.cluster", "property", "allstop.node", "property", "java.home", "/x", 7, new Object()),
                Map.of("ALLSTOP_CLUSTER", "environment", "ALLSTOP_NODE", "environment", "ALLSTOP_STACK", "environment",
                        "ALLSTOP_BIND", "", "ALLSTOP_ADAPTERS", "-quartz"));

        assertThat(options.cluster()).isEqualTo("argument");
        assertThat(options.node()).isEqualTo("property");
        assertThat(options.stack()).isEqualTo("environment");
        assertThat(options.timeout()).isEqualTo(Duration.ofMinutes(4));
        assertThat(options.bind()).isEqualTo("loopback");
        assertThat(options.adapters().uses("quartz", false)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "timeout=String | option timeout \"String\" (agent argument) is not a duration above zero: write 30s, 5m, 1h or PT30S",
        "timeout=0s | option timeout \"0s\" (agent argument) is not a duration above zero: write 30s, 5m, 1h or PT30S",
        "timeuot=5m | option \"timeuot\" (agent argument) is unknown: did you mean timeout? there are config, cluster,",
        "Timeout=5m | option \"Timeout\" (agent argument) is unknown: did you mean timeout?",
        "colour=5m | option \"colour\" (agent argument) is unknown: there are config, cluster,",
        "off | option \"off\" (agent argument) has no value: write key=value,key=value, such as cluster=orders",
        "=x | option \"=x\" (agent argument) has no value",
        "timeout=5m,timeout=6m | option timeout is written twice in the agent argument: write it once",
        "cluster= | option cluster \"\" (agent argument) is no name",
        "cluster=a b | option cluster \"a b\" (agent argument) is no name: it must be 1 to 100 characters without spaces",
        "node=a;b | option node \"a;b\" (agent argument) is no name",
        "labels=blue | option labels \"blue\" (agent argument) is not a label: write labels=version:1.4.2;color:blue",
        "labels=kind:x | option labels \"kind:x\" (agent argument) uses a key that selectors have a meaning for",
        "labels=a:1;a:2 | option labels \"a:1;a:2\" (agent argument) gives a two values",
        "bind=0.0.0.0 | option bind \"0.0.0.0\" (agent argument) would open the fleet to the network without a shared "
            + "secret: add secret=<path",
        "bind=eth0 | option bind \"eth0\" (agent argument) would open",
        "secret=/no/such/file | option secret \"/no/such/file\" (agent argument) is not a file that this user may read: "
            + "write secret=",
        "state=/no/such/folder | option state \"/no/such/folder\" (agent argument) is not a folder",
        "sigterm=30s | option sigterm \"30s\" (agent argument) is neither off nor drain with a duration: "
            + "write sigterm=off or sigterm=drain:30s",
        "sigterm=drain:soon | option sigterm \"drain:soon\" (agent argument) has no duration above zero",
        "adapters=Quartz | option adapters \"Quartz\" (agent argument) is not the name of an adapter: write adapters=",
        "adapters=, | option adapters \"\" (agent argument) names no adapter",
        "adapters.path=/no.jar | option adapters.path \"/no.jar\" (agent argument) is neither a file nor a folder",
        "enabled=yes | option enabled \"yes\" (agent argument) is neither true nor false: write enabled=true or",
        "log=loud | option log \"loud\" (agent argument) does not begin with trace, debug, info, warn, error or off",
        "log=info:/no/such/x.log | option log \"info:/no/such/x.log\" (agent argument) does not name a file in a folder",
        "config=/no/such.properties | option config \"/no/such.properties\" (agent argument) cannot be read"})
    void refuses_what_it_cannot_read_with_one_line_that_says_what_to_write(String argument, String message) {
        assertThatExceptionOfType(OptionException.class)
                .isThrownBy(() -> Options.read(argument, Map.of(), Map.of()))
                .satisfies(refused -> assertThat(refused.getMessage()).startsWith(message).doesNotContain("\n"));
    }

    @Test
    void says_where_the_unreadable_value_was_written() throws IOException {
        Path file = folder.resolve("allstop.properties");
        Files.writeString(file, "timeout=soon\n");

        assertRefused("-Dallstop.timeout", "", Map.of("allstop.timeout", "soon"), Map.of());
        assertRefused("environment ALLSTOP_TIMEOUT", "", Map.of(), Map.of("ALLSTOP_TIMEOUT", "soon"));
        assertRefused(file.toString(), "config=" + file, Map.of(), Map.of());
    }

    @Test
    void refuses_unknown_keys_of_every_source() throws IOException {
        Path file = folder.resolve("allstop.properties");
        Files.writeString(file, "timout=5m\n");

        assertRefused("\"timout\" (-Dallstop.timout) is unknown: did you mean timeout?", "",
                Map.of("allstop.timout", "5m"), Map.of());
        assertRefused("ALLSTOP_TIMOUT (environment) is unknown: did you mean ALLSTOP_TIMEOUT?", "", Map.of(),
                Map.of("ALLSTOP_TIMOUT", "5m"));
        assertRefused("\"timout\" (" + file + ") is unknown", "config=" + file, Map.of(), Map.of());
    }

    @Test
    void lets_variables_be_that_kubernetes_invents_for_a_service_called_allstop() {
        Options options = Options.read("", Map.of(), Map.of("ALLSTOP_PORT", "tcp://10.0.0.1:80",
                "ALLSTOP_SERVICE_HOST", "10.0.0.1", "ALLSTOP_PORT_80_TCP_ADDR", "10.0.0.1", "ALLSTOP_HOME", "/opt"));

        assertThat(options.cluster()).isEqualTo("allstop");
    }

    @Test
    void refuses_a_file_that_names_another_file() throws IOException {
        Path file = folder.resolve("allstop.properties");
        Files.writeString(file, "config=/etc/other\n");

        assertRefused("cannot be set in the file it names", "config=" + file, Map.of(), Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"loopback", "127.0.0.1", "127.0.0.2", "::1", "localhost", "lo"})
    void needs_no_secret_on_the_loopback_address(String bind) {
        assertThat(Options.read("bind=" + bind, Map.of(), Map.of()).bind()).isEqualTo(bind);
    }

    @Test
    void chooses_adapters() {
        AdapterChoice all = Options.read("", Map.of(), Map.of()).adapters();
        AdapterChoice without = Options.read("adapters=-quartz", Map.of(), Map.of()).adapters();
        AdapterChoice added = Options.read("adapters=all,executor", Map.of(), Map.of()).adapters();
        AdapterChoice one = Options.read("adapters=quartz", Map.of(), Map.of()).adapters();

        assertThat(all.uses("quartz", false)).isTrue();
        assertThat(all.uses("executor", true)).isFalse();
        assertThat(without.uses("quartz", false)).isFalse();
        assertThat(without.uses("jobrunr", false)).isTrue();
        assertThat(added.uses("executor", true)).isTrue();
        assertThat(added.uses("jobrunr", false)).isTrue();
        assertThat(one.uses("quartz", false)).isTrue();
        assertThat(one.uses("jobrunr", false)).isFalse();
        assertThatExceptionOfType(OptionException.class).isThrownBy(() -> one.refuseUnknown(List.of("jobrunr", "spring")))
                .withMessage("option adapters: there is no adapter \"quartz\": there are jobrunr, spring");
        added.refuseUnknown(List.of("executor"));
    }

    @Test
    void says_which_pools_are_meant() {
        AdapterChoice choice = Options.read("adapters=all,executor:orders-*;com.acme.*,-jobrunr", Map.of(), Map.of())
                .adapters();

        assertThat(choice.uses("executor", true)).isTrue();
        assertThat(choice.uses("quartz", false)).isTrue();
        assertThat(choice.patternsOf("executor")).containsExactly("orders-*", "com.acme.*");
        assertThat(choice.patternsOf("quartz")).isEmpty();
        choice.checkPatterns("executor", true);
        assertThatExceptionOfType(OptionException.class).isThrownBy(() -> choice.checkPatterns("executor", false))
                .withMessageContaining("takes no patterns");
        assertThatExceptionOfType(OptionException.class).isThrownBy(() -> choice.checkPatterns("quartz", true))
                .withMessageContaining("which pools");
        assertRefused("every pool", "adapters=executor:orders-*;*", Map.of(), Map.of());
        assertRefused("no pattern", "adapters=executor:orders?", Map.of(), Map.of());
        assertRefused("names no pools", "adapters=executor:;", Map.of(), Map.of());
    }

    private static void assertRefused(String part, String argument, Map<?, ?> properties, Map<String, String> environment) {
        assertThatExceptionOfType(OptionException.class)
                .isThrownBy(() -> Options.read(argument, properties, environment))
                .satisfies(refused -> assertThat(refused.getMessage()).contains(part).doesNotContain("\n"));
    }
}
