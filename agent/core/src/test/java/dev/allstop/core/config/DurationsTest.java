package dev.allstop.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({"250ms,250", "30s,30000", "5m,300000", "1h,3600000", "2d,172800000", "1h30m,5400000", "1m5s250ms,65250",
        "0s,0", "PT30S,30000", "PT1H30M,5400000", "' 30s ',30000", "007s,7000"})
    void reads_a_number_with_its_unit(String text, long millis) {
        assertThat(Durations.parse("timeout", text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"String", "", " ", "30", "0", "s", "-5s", "+5s", "5 m", "1.5s", "5S", "5sec", "30m1h", "5m5m",
        "PT", "PT-30S", "-PT30S", "P1Y", "99999999999999999999s", "999999999d", "5m;", "٣s", "NaN", "Infinity"})
    @NullSource
    void refuses_everything_else_with_one_line_that_says_what_to_write(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Durations.parse("timeout", text))
                .withMessage("timeout \"" + (text == null ? "" : text)
                        + "\" is not a duration: write 30s, 5m, 1h or PT30S");
    }

    @Test
    void keeps_the_message_on_one_line_and_the_terminal_unharmed() {
        assertThatIllegalArgumentException().isThrownBy(() -> Durations.parse("timeout", "a\nb\u001b[31m\u202e"))
                .withMessage("timeout \"a?b?[31m?\" is not a duration: write 30s, 5m, 1h or PT30S");
        assertThatIllegalArgumentException().isThrownBy(() -> Durations.parse("timeout", "x".repeat(10_000)))
                .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(200));
    }

    @Test
    void refuses_no_time_at_all_where_it_makes_no_sense() {
        assertThatIllegalArgumentException().isThrownBy(() -> Durations.parsePositive("lease", "0s"))
                .withMessage("lease \"0s\" is no time at all: write 30s, 5m, 1h or PT30S");
    }

    @ParameterizedTest
    @CsvSource({"0,0s", "42,42ms", "99,99ms", "100,0.1s", "3800,3.8s", "3849,3.8s", "3850,3.9s", "30000,30s", "59949,59.9s",
        "59950,1m", "125000,2m 5s", "3599499,59m 59s", "3599500,1h", "3780000,1h 3m", "187200000,2d 4h"})
    void writes_what_people_read(long millis, String text) {
        assertThat(Durations.format(Duration.ofMillis(millis))).isEqualTo(text);
    }
}
