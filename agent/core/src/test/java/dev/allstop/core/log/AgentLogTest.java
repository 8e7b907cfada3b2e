package dev.allstop.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.allstop.core.config.LogTarget;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class AgentLogTest {

    private final ByteArrayOutputStream standardError = new ByteArrayOutputStream();
    private final AgentLoggers loggers = new AgentLoggers(standardError);
    private final Logger own = loggers.getLogger("dev.allstop.core.Core");
    private final Logger jgroups = loggers.getLogger("org.jgroups.protocols.TP");

    @TempDir
    Path folder;

    @Test
    void is_what_slf4j_binds_to() {
        assertThat(LoggerFactory.getILoggerFactory()).isInstanceOf(AgentLoggers.class);
    }

    @Test
    void writes_one_line_with_time_prefix_level_and_class() {
        own.warn("{} is taken, registered as {}", "a", "b");

        assertThat(written()).containsPattern(
                "\\A[0-9-]{10}T[0-9:.]{12}(Z|[+-][0-9:]{5}) allstop WARN  Core: a is taken, registered as b\\R\\z");
    }

    @Test
    void writes_the_stack_trace_behind_the_line() {
        own.error("it failed", new IOException("disk full"));

        assertThat(written()).contains("allstop ERROR Core: it failed" + System.lineSeparator()
                + "java.io.IOException: disk full" + System.lineSeparator() + "\tat ");
    }

    @Test
    void before_the_options_are_read_only_warnings_are_written() {
        own.info("hello");

        assertThat(written()).isEmpty();
    }

    @Test
    void keeps_infos_of_libraries_to_itself() {
        loggers.open(new LogTarget("info", null));
        own.info("own");
        own.debug("own detail");
        jgroups.info("a view");
        jgroups.warn("a suspicion");

        assertThat(written()).contains("own").doesNotContain("own detail", "a view").contains("a suspicion");
    }

    @Test
    void at_debug_libraries_speak_too() {
        loggers.open(new LogTarget("debug", null));
        jgroups.debug("a view");
        jgroups.trace("a byte");

        assertThat(written()).contains("a view").doesNotContain("a byte");
    }

    @Test
    void off_is_silence() {
        loggers.open(new LogTarget("off", null));
        own.error("it failed", new IOException());

        assertThat(written()).isEmpty();
    }

    @Test
    void appends_to_the_file() throws IOException {
        Path file = folder.resolve("allstop.log");
        Files.writeString(file, "before\n");
        loggers.open(new LogTarget("info", file.toFile()));
        own.info("grüße");

        assertThat(file).content(StandardCharsets.UTF_8).startsWith("before\n").contains("INFO  Core: grüße");
        assertThat(written()).isEmpty();
    }

    @Test
    void a_file_that_cannot_be_written_is_reported_and_nothing_is_lost() {
        loggers.open(new LogTarget("info", new File(folder.toFile(), "no/such/folder/a.log")));
        own.info("hello");

        assertThat(written()).contains("cannot write the log file, logging to standard error").contains("Core: hello");
    }

    @Test
    void a_closed_standard_error_harms_nobody() {
        Logger logger = new AgentLoggers(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("closed");
            }
        }).getLogger("x");

        logger.error("nobody listens");
    }

    @Test
    void a_message_cannot_pretend_to_be_another_record() {
        own.warn("a\n2026-11-23T12:00:00.000Z allstop ERROR Core: forged \u001b[2J");

        assertThat(written().lines()).hasSize(1);
        assertThat(written()).doesNotContain("\u001b");
    }

    @Test
    void records_of_many_threads_do_not_mix() throws Exception {
        Path file = folder.resolve("allstop.log");
        loggers.open(new LogTarget("info", file.toFile()));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        for (int thread = 0; thread < 8; thread++) {
            threads.execute(() -> {
                for (int round = 0; round < 500; round++) {
                    own.info("x".repeat(200));
                }
            });
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();

        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(4_000).allSatisfy(line -> assertThat(line).endsWith("Core: " + "x".repeat(200)));
    }

    private String written() {
        return standardError.toString(StandardCharsets.UTF_8);
    }
}
