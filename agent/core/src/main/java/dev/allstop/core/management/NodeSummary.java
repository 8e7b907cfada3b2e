package dev.allstop.core.management;

import dev.allstop.core.report.Report;
import dev.allstop.core.report.ReportJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who this JVM is and how it stands, for somebody who looks for JVMs. */
final class NodeSummary {

    private final Map<String, Object> facts = new LinkedHashMap<>();

    private NodeSummary() {
    }

    static NodeSummary of(NodeIdentity identity, Report here) {
        NodeSummary summary = new NodeSummary();
        summary.facts.put("fleet", identity.cluster());
        summary.facts.put("node", identity.name());
        summary.facts.put("incarnation", identity.incarnation());
        summary.facts.put("pid", ProcessHandle.current().pid());
        summary.facts.put("version", identity.version());
        summary.facts.put("state", Overview.state(here));
        summary.facts.put("servers", Overview.servers(here));
        summary.facts.put("jobsRunning", Overview.jobsRunning(here));
        return summary;
    }

    String json() {
        return ReportJson.flat(facts);
    }

    /** One fact per line; no fact holds a line end, names are checked when options are read. */
    String text() {
        List<String> lines = new ArrayList<>();
        facts.forEach((key, value) -> lines.add(key + ": " + value));
        return String.join("\n", lines);
    }
}
