package dev.allstop.adapters.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.allstop.adapters.HeldServer;
import dev.allstop.core.adapter.JobServerAdapter;
import dev.allstop.core.adapter.ServerControl;
import dev.allstop.core.adapter.UnsupportedShape;
import dev.allstop.core.registry.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is done to an object by a declaration; that its hooks work is proven with the real jar, in integration-tests. */
class DeclaredAdapterTest {

    private static final String RUNNER = Runner.class.getName();

    @TempDir
    private java.nio.file.Path folder;

    /** Everything that a path can lead through. */
    @SuppressWarnings("unused")
    private static class Runner extends Base {
        private final ExecutorService pool = Executors.newFixedThreadPool(1);
        private final AtomicInteger busy = new AtomicInteger(2);
        private final Map<String, String> claimed = Map.of("a", "b");
        private final String[] slots = new String[3];
        private Runner partner;
        private String halted;

        private Object next(String queue) {
            return null;
        }

        private static void main() {
        }

        private int count() {
            return 0;
        }

        private void halt(boolean hard, long millis) {
            halted = hard + " " + millis;
        }

        private void halt(String why) {
            halted = why;
        }
    }

    private static class Base {
        private volatile boolean accepting = true;

        boolean isSuspended() {
            return !accepting;
        }
    }

    private final Runner runner = new Runner();

    private ServerControl bind(String... lines) throws IOException, UnsupportedShape {
        JobServerAdapter adapter = new DeclaredFormat().read(
                Files.write(folder.resolve("runner.properties"), List.of(lines)).toFile());
        adapter.hookPoints(new Registry(() -> { }));
        return adapter.bind(Runner.class, HeldServer.ALL_WOVEN);
    }

    private ServerControl bindWith(String line) throws IOException, UnsupportedShape {
        return bind("class = " + RUNNER, "gate = " + RUNNER + "#next/1 -> null", line);
    }

    @Test
    void quiets_and_resumes_by_its_statements() throws Throwable {
        ServerControl control = bind("class = " + RUNNER, "quiet = accepting = false", "resume = accepting = true",
                "isQuiet = isSuspended()");

        assertThat(control.nativeState(runner)).isEqualTo("RUNNING");
        control.gateClosed(new HeldServer(), runner);
        assertThat(runner.isSuspended()).isTrue();
        control.gateOpened(runner);
        assertThat(runner.isSuspended()).isFalse();
    }

    @Test
    void leaves_alone_what_somebody_had_quieted_before() throws Throwable {
        ServerControl control = bind("class = " + RUNNER, "quiet = accepting = false", "resume = accepting = true",
                "isQuiet = isSuspended()");
        ((Base) runner).accepting = false;

        assertThat(control.nativeState(runner)).isEqualTo("QUIET");
        control.gateClosed(new HeldServer(), runner);
        control.gateOpened(runner);

        assertThat(runner.isSuspended()).isTrue();
    }

    @Test
    void counts_numbers_collections_maps_arrays_and_booleans_and_nothing_behind_null() throws Throwable {
        assertThat(bindWith("inflight = busy.get() + claimed + slots + isSuspended() + partner.claimed + "
                + "((java.util.concurrent.ThreadPoolExecutor) pool).getQueue()").accepted(runner)).isEqualTo(2 + 1 + 3);
    }

    @Test
    void is_drained_only_after_it_has_been_empty_for_the_time_to_settle() throws Throwable {
        ServerControl control = bind("class = " + RUNNER, "gate = " + RUNNER + "#next/1 -> null",
                "inflight = busy.get()", "settle = 999999s");
        runner.busy.set(0);
        assertThat(control.accepted(runner)).isEqualTo(1);
        assertThat(control.accepted(runner)).isEqualTo(1);
    }

    @Test
    void calls_the_overload_that_takes_the_literals() throws Throwable {
        bindWith("shutdown = halt(true, 30)").shutdown(runner);
        assertThat(runner.halted).isEqualTo("true 30");
        bindWith("shutdown = halt(\"enough\")").shutdown(runner);
        assertThat(runner.halted).isEqualTo("enough");
    }

    @Test
    void leaves_out_an_optional_statement_that_the_class_does_not_have() throws Throwable {
        bindWith("shutdown = ?halt(); ?executor.shutdown(); halt(\"done\")").shutdown(runner);
        assertThat(runner.halted).isEqualTo("done");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "inflight = bussy.get()             | :3: inflight: \"bussy.get()\": no field bussy in",
        "inflight = pool.getQueue().size()  | :3: inflight: \"pool.getQueue().size()\": no method getQueue with 0 arguments in java.util.concurrent.ExecutorService",
        "inflight = busy.get().size()       | :3: inflight: \"busy.get().size()\": int has no fields and no methods",
        "inflight = halted                  | :3: inflight: \"halted\" is of type java.lang.String, which cannot be counted",
        "inflight = ((com.acme.Pool) pool)  | :3: inflight: \"((com.acme.Pool) pool)\": no class com.acme.Pool beside",
        "isQuiet = busy                     | :3: isQuiet: \"busy\" is of type java.util.concurrent.atomic.AtomicInteger, not boolean",
        "shutdown = halt(1)                 | :3: shutdown: \"halt(1)\": the method halt in",
        "shutdown = halted = 5              | :3: shutdown: \"halted\" is of type java.lang.String and cannot become 5",
        "gone.on = stop                     | :3: gone.on: ",
        "gate.2 = com.acme.Other#x -> null  | :3: gate.2: no class com.acme.Other beside",
        "job = dev.allstop.adapters.declared.DeclaredAdapterTest$Runner#main | :3: job: main is static: hook a method of an object",
        "gate.2 = dev.allstop.adapters.declared.DeclaredAdapterTest$Runner#count -> null | :3: gate.2: \"null\" cannot be returned by count, which returns int",
    })
    void names_the_line_that_does_not_fit_the_class(String line, String message) {
        assertThatExceptionOfType(UnsupportedShape.class).isThrownBy(() -> bindWith(line))
                .withMessageContaining("runner.properties" + message);
    }
}
