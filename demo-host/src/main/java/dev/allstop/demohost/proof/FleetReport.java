package dev.allstop.demohost.proof;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the stop itself said: the part of its JSON report that the proof compares with the ledger.
 *
 * @param issuedAt        when the stop was ordered
 * @param acknowledgedAt  by node, when it acknowledged
 * @param servers         job servers in the fleet
 * @param drained         job servers that came to rest
 * @param startedAfterAck starts that the fleet itself saw after an acknowledgement
 */
record FleetReport(String verdict, Instant issuedAt, Map<String, Instant> acknowledgedAt, int servers, int drained, int startedAfterAck) {

    private static final long NOT_ACKNOWLEDGED = -1;

    /** @throws IllegalArgumentException when the text is no report of a stop */
    static FleetReport parse(String json) {
        try {
            JsonNode report = new ObjectMapper().readTree(json);
            Instant issuedAt = Instant.parse(report.required("hold").required("issuedAt").asText());
            Map<String, Instant> acknowledgedAt = new TreeMap<>();
            for (JsonNode node : report.required("nodes")) {
                long millis = node.path("ackMs").asLong(NOT_ACKNOWLEDGED);
                if (millis > NOT_ACKNOWLEDGED) {
                    acknowledgedAt.put(node.required("name").asText(), issuedAt.plusMillis(millis));
                }
            }
            JsonNode counts = report.required("counts");
            return new FleetReport(report.required("verdict").asText(), issuedAt, acknowledgedAt, counts.required("servers").asInt(),
                    counts.required("drained").asInt(), counts.required("startedAfterAck").asInt());
        } catch (JsonProcessingException | DateTimeParseException | IllegalArgumentException e) {
            throw new IllegalArgumentException("not the report of a stop (" + e.getMessage() + "): " + json, e);
        }
    }

    Instant lastAcknowledgement() {
        return acknowledgedAt.values().stream().max(Instant::compareTo).orElse(issuedAt);
    }
}
