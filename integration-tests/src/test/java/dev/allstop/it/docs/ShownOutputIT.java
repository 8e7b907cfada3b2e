package dev.allstop.it.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShownOutputIT {

    @Test
    void times_processes_and_holds_need_only_be_alike() {
        assertThat(matches("hold 6598-kejc-rcde since 2026-11-23T21:21:03Z by root@ops: web-1 (pid 4711) in 3.8s",
                "hold k7f2-93ab-xy1c since 2027-01-01T00:00:00Z by me@here: web-1 (pid 99123) in 12m 5s")).isTrue();
        assertThat(matches("NODE  KIND", "NODE           KIND")).isTrue();
    }

    @Test
    void everything_else_has_to_be_as_it_is_shown() {
        assertThat(matches("STOPPED 2/2 servers in 3.8s", "STOPPED 1/2 servers in 3.8s")).isFalse();
        assertThat(matches("STOPPED", "NOT DRAINED")).isFalse();
        assertThat(matches("in 3.8s", "in 3.8")).isFalse();
    }

    @Test
    void dots_stand_for_lines_and_for_words() {
        assertThat(ShownOutput.pattern(List.of("first", "…", "last")).matcher("first\na\nb\nlast\n").matches()).isTrue();
        assertThat(ShownOutput.pattern(List.of("first", "last")).matcher("first\na\nlast\n").matches()).isFalse();
        assertThat(matches("{\"verdict\":\"STOPPED\",…}", "{\"verdict\":\"STOPPED\",\"hold\":null}")).isTrue();
    }

    private static boolean matches(String shown, String happened) {
        return ShownOutput.pattern(List.of(shown)).matcher(happened + "\n").matches();
    }
}
