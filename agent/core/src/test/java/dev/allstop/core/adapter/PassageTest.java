package dev.allstop.core.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.allstop.core.gate.Gate;
import dev.allstop.core.gate.InFlight;
import org.junit.jupiter.api.Test;

class PassageTest {

    private final Gate gate = new Gate(() -> { });
    private final Passage passage = new Passage(new Server(gate));

    private record Server(Gate gate) implements JobServer {

        @Override
        public InFlight inFlight() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isEnded() {
            return false;
        }
    }

    @Test
    void is_outside_until_it_enters() {
        gate.close();
        assertThat(passage.isInside()).isFalse();
        assertThat(gate.isQuiet()).isTrue();
    }

    @Test
    void keeps_the_gate_from_being_quiet_until_it_leaves_however_often_it_entered() {
        assertThat(passage.enter()).isTrue();
        assertThat(passage.enterWhenOpen(() -> true)).isTrue();
        gate.close();
        assertThat(passage.enter()).as("inside already").isTrue();
        assertThat(gate.isQuiet()).isFalse();
        passage.leave();
        assertThat(gate.isQuiet()).isTrue();
    }

    @Test
    void turned_back_it_is_outside_and_leaving_changes_nothing() {
        gate.close();
        assertThat(passage.enter()).isFalse();
        assertThat(passage.enterWhenOpen(() -> true)).isFalse();
        passage.leave();
        gate.open();
        assertThat(passage.enter()).isTrue();
        gate.close();
        assertThat(gate.isQuiet()).as("counted once").isFalse();
        passage.leave();
        passage.leave();
        assertThat(gate.isQuiet()).isTrue();
    }

    @Test
    void may_enter_again_after_it_has_left() {
        passage.enter();
        passage.leave();
        assertThat(passage.enter()).isTrue();
        assertThat(passage.isInside()).isTrue();
    }
}
