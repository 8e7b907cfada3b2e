package dev.allstop.core.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReplayWindowTest {

    private final ReplayWindow window = new ReplayWindow();

    @Test
    void whatOvertookIsNewOnceAndARepetitionNever() {
        assertThat(window.isNew(1)).isTrue();
        assertThat(window.isNew(5)).isTrue();
        assertThat(window.isNew(3)).isTrue();
        assertThat(window.isNew(3)).isFalse();
        assertThat(window.isNew(5)).isFalse();
        assertThat(window.isNew(1)).isFalse();
    }

    @Test
    void whatIsOlderThanTheWindowIsNotBelieved() {
        assertThat(window.isNew(5000)).isTrue();
        assertThat(window.isNew(5000 - 1023)).isTrue();
        assertThat(window.isNew(5000 - 1024)).isFalse();
        assertThat(window.isNew(0)).isFalse();
        assertThat(window.isNew(-7)).isFalse();
    }

    @Test
    void aLeapForgetsNothingThatMatters() {
        assertThat(window.isNew(7)).isTrue();
        assertThat(window.isNew(7 + 1024)).isTrue();
        assertThat(window.isNew(8)).isTrue();
        assertThat(window.isNew(Long.MAX_VALUE)).isTrue();
        assertThat(window.isNew(8)).isFalse();
        assertThat(window.isNew(Long.MAX_VALUE)).isFalse();
    }

    @Test
    void everyNumberIsNewExactlyOnceWhateverTheOrder() {
        Random random = new Random(42);
        Set<Long> accepted = new HashSet<>();
        for (int block = 0; block < 50; block++) {
            List<Long> numbers = new ArrayList<>();
            for (long number = block * 500L + 1; number <= block * 500L + 500; number++) {
                numbers.add(number);
                numbers.add(number);
            }
            Collections.shuffle(numbers, random);
            numbers.forEach(number -> assertThat(window.isNew(number)).isEqualTo(accepted.add(number)));
        }
    }
}
