package dev.allstop.agent;

import java.io.File;
import java.net.URISyntaxException;

/** Finds the jar that this code runs from; the JVM tells an agent its arguments, but not where it was loaded from. */
final class AgentJar {

    private AgentJar() {
    }

    static File file() throws URISyntaxException {
        return new File(AgentJar.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
