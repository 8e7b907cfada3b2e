package dev.allstop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AllstopTest {

    @Test
    void withoutTheAgentNobodyAsksAJobToStop() {
        assertThat(Allstop.stopRequested()).isFalse();
        assertThat(Allstop.stopRequested()).isFalse();
    }
}
