package dev.allstop.it.faults;

import com.fasterxml.jackson.databind.JsonNode;
import dev.allstop.it.faults.ControlClient.Answer;
import dev.allstop.it.faults.FaultNode.Said;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

/**
 * Judges by what the jobs wrote down. Collects what is broken instead of throwing, so that a round tells all of it.
 * Moments of resumes are noted before they are ordered and those of reports after they were answered, so nothing is
 * called broken that might have been in time.
 */
final class Invariants {

    /** How much later than its deadline a call may return; the machine may be busy. */
    static final Duration GRACE = Duration.ofSeconds(3);

    private final List<FaultNode> original;
    private final List<String> broken = new ArrayList<>();
    private final List<Resume> resumes = new ArrayList<>();
    private final Map<String, List<Answer>> reports = new HashMap<>();

    /** @param original nodes that were there before the first order */
    Invariants(List<FaultNode> original) {
        this.original = List.copyOf(original);
    }

    List<String> broken() {
        return broken;
    }

    void broken(String what) {
        broken.add(what);
    }

    private record Resume(long orderedNanos, long answeredNanos) {
    }

    /** A resume, from the moment before it is ordered: on its way it opens a gate here earlier than there. */
    Answer resuming(Supplier<Answer> resume) {
        long ordered = System.nanoTime();
        Answer answer = resume.get();
        resumes.add(new Resume(ordered, System.nanoTime()));
        return answer;
    }

    /** When the next resume was ordered, or that which was under way. */
    private long nextResume(long nanos) {
        return resumes.stream().filter(resume -> resume.answeredNanos() - nanos > 0).map(Resume::orderedNanos)
                .min(Long::compare).orElse(Long.MAX_VALUE);
    }

    // ---- reports

    /**
     * No report claims more than is true, and none blames whom nothing was done to.
     *
     * @param by      who was asked
     * @param touched those who may be called lost or unreachable
     * @param missing names that are expected and are not there
     */
    void judge(String what, FaultNode by, Answer answer, Set<FaultNode> touched, Set<String> missing) {
        String prefix = what + " by " + by.name() + " (" + answer.headline() + "): ";
        if (answer.report() == null) {
            broken.add(prefix + "no report");
            return;
        }
        reports.computeIfAbsent(what, key -> new ArrayList<>()).add(answer);
        Map<String, JsonNode> told = new HashMap<>();
        answer.report().path("nodes").forEach(node -> told.put(node.path("name").asText(), node));
        for (FaultNode node : original) {
            JsonNode line = told.get(node.name());
            judge(prefix, node, line == null ? "absent" : line.path("state").asText(), answer, touched);
            if (line != null && line.path("startedAfterAck").asLong() > 0) {
                broken.add(prefix + node.name() + " says that it started a job after the acknowledgement");
            }
        }
        Set<String> toldMissing = new HashSet<>();
        answer.report().path("expected").path("missing").forEach(name -> toldMissing.add(name.asText()));
        if (!toldMissing.equals(missing)) {
            broken.add(prefix + "missing are " + missing + ", the report says " + toldMissing);
        }
        if (!missing.isEmpty() && !answer.verdict().equals("INCOMPLETE")) {
            broken.add(prefix + "not INCOMPLETE although " + missing + " is missing");
        }
    }

    private void judge(String prefix, FaultNode node, String state, Answer answer, Set<FaultNode> touched) {
        switch (state) {
            case "DRAINED" -> {
                if (!node.running(answer.answeredNanos()).isEmpty()) {
                    broken.add(prefix + node.name() + " is called drained and runs " + node.running(answer.answeredNanos()));
                }
            }
            case "LEFT" -> {
                boolean drained = node.said().stream().anyMatch(said -> said.state().equals("DRAINED")
                        && said.nanos() - answer.answeredNanos() < 0);
                if (!drained && !node.running(answer.answeredNanos()).isEmpty() || !node.dead() && !touched.contains(node)) {
                    broken.add(prefix + node.name() + " is called left" + (drained ? " and is there" : " and had not drained"));
                }
            }
            case "LOST", "UNREACHABLE" -> {
                if (!touched.contains(node)) {
                    broken.add(prefix + node.name() + " is called " + state + " and nothing was done to it");
                }
            }
            default -> {
                if (answer.verdict().equals("STOPPED")) {
                    broken.add(prefix + node.name() + " is " + state);
                }
            }
        }
        if (answer.verdict().equals("STOPPED") && (state.equals("LOST") || state.equals("UNREACHABLE"))) {
            broken.add(prefix + "called STOPPED although " + node.name() + " is " + state);
        }
    }

    /** The caller never waits past its deadline. */
    void judgeDuration(String what, FaultNode by, Answer answer, Duration deadline) {
        if (answer.tookMs() > deadline.plus(GRACE).toMillis()) {
            broken.add(what + " by " + by.name() + " took " + answer.tookMs() + " ms with a deadline of "
                    + deadline.toMillis() + " ms");
        }
    }

    // ---- nodes, at the end of a round

    /** No start after an acknowledgement, nor after a report that called the node drained. */
    void judgeStarts(List<FaultNode> nodes) {
        for (FaultNode node : nodes) {
            for (Said said : node.said()) {
                if (said.held() && node.startedBetween(said.nanos(), nextResume(said.nanos()))) {
                    broken.add(node.name() + " was " + said.state() + " under " + said.holds() + " and started a job");
                }
            }
            if (node.ledger().stream().anyMatch(line -> line.what().equals("INTERRUPTED"))) {
                broken.add("a job of " + node.name() + " was interrupted");
            }
            node.ledger().stream().filter(line -> line.what().equals("BROKEN")).findFirst()
                    .ifPresent(line -> broken.add("watcher of " + node.name() + ": " + line.rest()));
        }
        reports.forEach((what, answers) -> answers.forEach(answer -> drained(answer).forEach(name -> nodes.stream()
                .filter(node -> node.name().equals(name)
                        && node.startedBetween(answer.answeredNanos(), nextResume(answer.answeredNanos())))
                .forEach(node -> broken.add(what + ": " + name + " was called drained and started a job later")))));
    }

    private static List<String> drained(Answer answer) {
        return StreamSupport.stream(answer.report().path("nodes").spliterator(), false)
                .filter(node -> node.path("state").asText().equals("DRAINED")).map(node -> node.path("name").asText()).toList();
    }
}
