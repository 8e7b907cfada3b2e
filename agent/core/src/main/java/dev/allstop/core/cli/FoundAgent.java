package dev.allstop.core.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A JVM with the agent.
 *
 * @param pid   as this machine counts
 * @param facts what it says of itself; empty when it does not answer
 */
record FoundAgent(long pid, AgentLine line, Map<String, String> facts) {

    /** @throws IOException the agent did not answer */
    static FoundAgent ask(long pid, AgentLine line) throws IOException {
        Answer answer = line.ask("GET", "/node", Map.of(), true);
        if (answer.status() != 200) {
            throw new IOException("the agent answered " + answer.status() + ": " + answer.body().strip());
        }
        Map<String, String> facts = new LinkedHashMap<>();
        answer.body().lines().forEach(fact -> {
            int colon = fact.indexOf(": ");
            if (colon > 0) {
                facts.put(fact.substring(0, colon), fact.substring(colon + 2));
            }
        });
        return new FoundAgent(pid, line, facts);
    }

    boolean answers() {
        return !facts.isEmpty();
    }

    String fleet() {
        return facts.getOrDefault("fleet", "?");
    }

    String node() {
        return facts.getOrDefault("node", "?");
    }

    String describe() {
        return node() + " (pid " + pid + ")";
    }
}
