package dev.allstop.core.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.allstop.core.fleet.Expectation;
import dev.allstop.core.fleet.Fleet.Order;
import dev.allstop.core.hold.OnDeadline;
import dev.allstop.core.hold.Selector;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StopOptionsTest {

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ";", " ; ;"})
    void given_no_option_then_the_defaults_hold(String options) {
        assertThat(parse(options)).isEqualTo(new Order(Selector.ALL, Duration.ofMinutes(10), false, Optional.empty(), "",
                "somebody", Expectation.NONE, OnDeadline.REPORT));
    }

    @Test
    void reads_every_option() {
        assertThat(parse("timeout=5m; select=kind=quartz,jobrunr&node!=web-1 ;sticky=true;lease=1h;"
                + "reason=deploy 42, at last;by=root@ops;expect=web-1,web-2;onDeadline=giveBack;"))
                .isEqualTo(new Order(Selector.parse("kind=quartz,jobrunr&node!=web-1"), Duration.ofMinutes(5), true,
                        Optional.of(Duration.ofHours(1)), "deploy 42, at last", "root@ops",
                        new Expectation(0, List.of("web-1", "web-2")), OnDeadline.GIVEBACK));
    }

    @Test
    void takes_zero_as_a_deadline_because_it_means_not_to_wait() {
        assertThat(parse("timeout=0s").timeout()).isEqualTo(Duration.ZERO);
    }

    @Test
    void takes_a_semicolon_inside_a_value_behind_a_backslash() {
        assertThat(parse("reason=a\\;b=c\\\\;by=C:\\me").reason()).isEqualTo("a;b=c\\");
        assertThat(parse("by=C:\\me").by()).isEqualTo("C:\\me");
    }

    @Test
    void keeps_what_people_write_on_one_line() {
        assertThat(parse("reason=a\nb\u001b[2J").reason()).isEqualTo("a?b?[2J");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "String | options \"String\" is not key=value: write timeout=5m;reason=deploy, and \\; for a ; inside a value",
        "timeout=String | timeout \"String\" is not a duration: write 30s, 5m, 1h or PT30S",
        "timeout= | timeout \"\" is not a duration: write 30s, 5m, 1h or PT30S",
        "lease=0s | lease \"0s\" is no time at all: write 30s, 5m, 1h or PT30S",
        "sticky=yes | sticky \"yes\" is neither true nor false: write sticky=true or leave it out",
        "expect=0 | expect \"0\" is neither a number of nodes nor a list of names: write 12 or web-1,web-2",
        "expect= | expect \"\" is neither a number of nodes nor a list of names: write 12 or web-1,web-2",
        "expect=web-1,,web-3 | expect \"web-1,,web-3\" has an empty name in it: write 12 or web-1,web-2",
        "expect=web-1, | expect \"web-1,\" has an empty name in it: write 12 or web-1,web-2",
        "onDeadline=kill | onDeadline \"kill\" is unknown: write report, resume, cancel, interrupt or giveback",
        "select=quartz | select \"quartz\" is not a condition: write kind=quartz, name!=mail",
        "select=kind=a;name=b | option \"name\" is unknown: there are timeout, select, sticky, lease, reason, by, expect, "
            + "onDeadline; conditions of select are joined by &: select=kind=quartz&node=web-1",
        "ondeadline=cancel | option \"ondeadline\" is unknown: there are timeout, select, sticky, lease, reason, by, "
            + "expect, onDeadline; did you mean onDeadline?",
        "sticky=true;sticky=false | option sticky is written twice: write it once",
        "=5m | options \"=5m\" is not key=value"})
    void refuses_what_it_cannot_read_with_one_line_that_says_what_to_write(String options, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> parse(options))
                .satisfies(refused -> assertThat(refused.getMessage()).startsWith(message).doesNotContain("\n"));
    }

    @Test
    void refuses_null_and_endless_text() {
        assertThatIllegalArgumentException().isThrownBy(() -> parse(null)).withMessageStartingWith("options are missing");
        assertThatIllegalArgumentException().isThrownBy(() -> parse("reason=" + "x".repeat(501)))
                .withMessage("reason is longer than 500 characters: shorten it");
    }

    private static Order parse(String options) {
        return StopOptions.parse(options, Duration.ofMinutes(10), "somebody");
    }
}
