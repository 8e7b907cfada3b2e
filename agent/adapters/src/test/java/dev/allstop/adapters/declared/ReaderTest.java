package dev.allstop.adapters.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.allstop.adapters.declared.Path.Call;
import dev.allstop.adapters.declared.Path.Cast;
import dev.allstop.adapters.declared.Path.Field;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReaderTest {

    @TempDir
    private java.nio.file.Path folder;

    private Declaration read(String... lines) throws IOException {
        return Reader.read(Files.write(folder.resolve("nightly.adapter"), List.of(lines)).toFile());
    }

    @Test
    void reads_every_entry() throws IOException {
        Declaration declaration = read(
                "# what we run at night",
                "kind      = night",
                "class     = com.acme.Runner",
                "name      = settings.name",
                "active.on = start, restart",
                "gone.on   = halt",
                "gate.1    = com.acme.Runner#next/1 -> null",
                "gate.1.owner = arg1.runner",
                "job       = com.acme.Runner$Step#run -> park",
                "job.name  = this.id",
                "job.key   = thread",
                "isQuiet   = isSuspended()",
                "quiet     = ?suspend(\"by allstop\"); accepting = false",
                "resume    = accepting = true",
                "inflight  = busy.get() \\",
                "            + ((java.util.concurrent.ThreadPoolExecutor) pool).getQueue().size()",
                "settle    = 1500ms",
                "cancel    = job.token.set(true)",
                "shutdown  = halt(false, 12, 30L, null)");

        assertThat(declaration.kind()).isEqualTo("night");
        assertThat(declaration.className()).isEqualTo("com.acme.Runner");
        assertThat(declaration.name().steps()).containsExactly(new Field("settings"), new Field("name"));
        assertThat(declaration.activeOn()).extracting(Target::method).containsExactly("start", "restart");
        assertThat(declaration.goneOn()).extracting(Target::method).containsExactly("halt");
        assertThat(declaration.gates()).hasSize(1);
        assertThat(declaration.gates().get(0).target().parameters()).isEqualTo(1);
        assertThat(declaration.gates().get(0).owner().root()).isEqualTo("arg1");
        assertThat(declaration.jobs().get(0).answer().parks()).isTrue();
        assertThat(declaration.jobs().get(0).key().ofThread()).isTrue();
        assertThat(declaration.quiet()).hasSize(2);
        assertThat(declaration.quiet().get(0).optional()).isTrue();
        assertThat(declaration.quiet().get(1).value()).isEqualTo(false);
        assertThat(declaration.inFlight().get(1).steps()).containsExactly(new Field("pool"),
                new Cast("java.util.concurrent.ThreadPoolExecutor"), new Call("getQueue", List.of()),
                new Call("size", List.of()));
        assertThat(declaration.settle()).isEqualTo(Duration.ofMillis(1500));
        assertThat(declaration.cancel().get(0).path().root()).isEqualTo("job");
        assertThat(((Call) declaration.shutdown().get(0).path().steps().get(0)).arguments())
                .containsExactly(false, 12, 30L, null);
    }

    @Test
    void takes_the_kind_from_the_file_when_none_is_written() throws IOException {
        assertThat(read("class=com.acme.Runner", "gate=com.acme.Runner#next -> null").kind()).isEqualTo("nightly");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "quite = pause()                     | :3: quite: is not a key",
        "gate.name = a                       | :3: gate.name: is not a key",
        "class = other                       | :3: class: stands in line 1 already",
        "gate.2 = com.acme.Runner#next       | :3: gate.2: does not say what the method returns at a closed gate",
        "gate.2 = com.acme.Runner -> null    | :3: gate.2: \"com.acme.Runner\" is not a method",
        "gate.2 = com.acme.Runner#x -> 7     | :3: gate.2: \"7\" cannot be returned: write one of void, null, false",
        "gate.2 = com.acme.Runner#x -> park  | :3: gate.2: a thread that parks must have its job",
        "job.2.name = id                     | :3: job.2.name: belongs to job.2, which is missing",
        "quiet = suspend()                   | :3: quiet: could not be undone: add resume",
        "resume = suspended                  | :3: resume: \"suspended\" does nothing",
        "resume = suspended = maybe          | :3: resume: expected true, false, null, a number",
        "inflight = busy.get(                | :3: inflight: expected true, false, null, a number",
        "inflight = busy..size()             | :3: inflight: expected the name of a field or a method in",
        "inflight = busy pool                | :3: inflight: expected the end in \"busy pool\" before \"pool\"",
        "settle = soon                       | :3: settle: \"soon\" is not a time: write 500ms or 2s",
        "kind = My Jobs                      | :3: kind: \"My Jobs\" must be of small letters",
        "gone.on = halt()                    | :3: gone.on: \"halt()\" is not the name of a method",
    })
    void names_the_line_that_is_wrong_and_what_to_write(String line, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("class = com.acme.Runner", "gate.1 = com.acme.Runner#next -> null", line))
                .withMessageContaining("nightly.adapter" + message);
    }

    @Test
    void refuses_a_class_that_nothing_keeps_from_starting_jobs() {
        assertThatIllegalArgumentException().isThrownBy(() -> read("class = com.acme.Runner", "name = name"))
                .withMessageContaining(":1: class: nothing would keep this class from starting jobs");
    }

    @Test
    void refuses_a_file_without_a_class() {
        assertThatIllegalArgumentException().isThrownBy(() -> read("gate = com.acme.Runner#next -> null"))
                .withMessageContaining("class: is missing");
    }
}
