package dev.allstop.it.ansible;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A playbook that applies a role several times, each time in a play of its own, and goes on after one that failed. */
final class RolePlaybook {

    private final String role;
    private final Map<String, ?> common;
    private final List<Map<String, ?>> plays = new ArrayList<>();

    /** @param common variables of the role in all plays */
    RolePlaybook(String role, Map<String, ?> common) {
        this.role = role;
        this.common = common;
    }

    RolePlaybook then(String play, Map<String, ?> more) {
        Map<String, Object> variables = new LinkedHashMap<>(common);
        variables.putAll(more);
        plays.add(Map.of("name", play, "hosts", "node-1", "gather_facts", false, "tasks", List.of(Map.of(
                "block", List.of(Map.of("ansible.builtin.include_role", Map.of("name", role), "vars", variables)),
                "rescue", List.of(Map.of("ansible.builtin.debug", Map.of("msg", "failed: {{ ansible_failed_result.msg }}")))))));
        return this;
    }

    /** As JSON, which is YAML. */
    Path write(Path folder) throws IOException {
        return Files.write(Files.createTempFile(folder, "plays", ".yml"), new ObjectMapper().writeValueAsBytes(plays));
    }
}
