package dev.allstop.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AgentJarTest {

    @Test
    void isWhereTheAgentsClassesCameFrom() throws Exception {
        assertThat(AgentJar.file().toPath().resolve("dev/allstop/agent/AgentJar.class")).exists();
    }
}
