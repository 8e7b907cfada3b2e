package dev.allstop.it.faults;

import static dev.allstop.it.harness.Patience.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.allstop.it.faults.ControlClient.Answer;
import dev.allstop.it.faults.Scenario.Phase;
import dev.allstop.it.faults.Scenario.Victim;
import dev.allstop.it.harness.HostJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;

/**
 * One fleet, one fault: stop, fault, report, another client's report, recovery, agreement, resume. The invariants are
 * checked on the way and at the end.
 */
final class Round implements AutoCloseable {

    private static final String GHOST = "n9";
    private static final Duration LONGEST_AGREEMENT = Duration.ofSeconds(60);
    /** A JVM that starts so long after an order is not covered by it, however long the message took. */
    private static final Duration BEYOND_TOLERANCE = Duration.ofSeconds(2);

    private final Scenario scenario;
    private final Random random;
    private final Network network;
    private final FaultFleet fleet;
    private final int size;
    private final String stack;
    private final Duration deadline;
    private final List<String> verdicts = new ArrayList<>();
    private Invariants invariants;
    private FaultNode caller;
    private FaultNode victim;
    private Set<FaultNode> callersSide;

    Round(Scenario scenario, Network network, Semaphore oneStarts) {
        this.scenario = scenario;
        this.network = network;
        random = new Random(scenario.seed());
        size = scenario.nodes();
        boolean shippedTimers = random.nextInt(8) == 0;
        String transport = random.nextInt(3) == 0 ? "tcp" : "udp";
        stack = transport + (shippedTimers ? "" : ", hurried");
        deadline = scenario.fault() == Fault.MISSING ? Duration.ofSeconds(6) : Duration.ofSeconds(shippedTimers ? 20 : 10);
        fleet = new FaultFleet(network, oneStarts, HostJvm.uniqueCluster(), transport, shippedTimers);
    }

    /** What is to be said of it in the table. */
    record Outcome(Scenario scenario, int nodes, String stack, String verdicts, List<String> broken, long seconds) {
    }

    Outcome play() throws Exception {
        long began = System.nanoTime();
        network.heal();
        fleet.start(size);
        invariants = new Invariants(fleet.nodes());
        cast();
        switch (scenario.fault()) {
            case BOTH_SIDES_STOP, OTHER_SIDE_STOPS_AND_RESUMES -> bothSidesOrder();
            case OTHER_SIDE_RESUMES -> otherSideResumes();
            case NEWCOMER, STICKY_NEWCOMER -> newcomer(scenario.fault() == Fault.STICKY_NEWCOMER);
            default -> stopWithFault();
        }
        recover();
        agreeAndResume();
        invariants.judgeStarts(fleet.nodes());
        return outcome(began);
    }

    private Outcome outcome(long began) {
        return new Outcome(scenario, size, stack, String.join(" → ", verdicts), List.copyOf(invariants.broken()),
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began));
    }

    // ---- who plays what

    private void cast() {
        List<FaultNode> nodes = fleet.nodes();
        List<FaultNode> members = nodes.subList(1, nodes.size());
        caller = scenario.victim() == Victim.COORDINATOR || random.nextInt(3) > 0 ? FaultFleet.any(members, random)
                : fleet.coordinator();
        victim = switch (scenario.victim()) {
            case COORDINATOR -> fleet.coordinator();
            case CALLER -> caller;
            case MEMBER, ALL -> FaultFleet.any(members.stream().filter(node -> node != caller).toList(), random);
        };
        callersSide = nodes.stream().filter(node -> node == caller || node != victim && random.nextBoolean())
                .collect(Collectors.toSet());
    }

    /** Somebody on the caller's side to whom nothing happens; the caller itself when there is nobody else. */
    private FaultNode bystander() {
        List<FaultNode> others = fleet.survivors().stream().filter(node -> node != caller && node != victim
                && (!scenario.fault().cutsInTwo() || callersSide.contains(node))).toList();
        return others.isEmpty() ? caller : FaultFleet.any(others, random);
    }

    /** Those whom this one may lose sight of. */
    private Set<FaultNode> touched(FaultNode seenBy) {
        Set<FaultNode> touched = new HashSet<>();
        if (scenario.fault().cutsInTwo()) {
            fleet.nodes().stream().filter(node -> callersSide.contains(node) != callersSide.contains(seenBy))
                    .forEach(touched::add);
        } else if (scenario.victim() != Victim.ALL) {
            // a coordinator that hears nobody any more excludes everybody, and is heard
            boolean deafCoordinator = scenario.fault() == Fault.DEAF && victim == fleet.coordinator();
            touched.addAll(seenBy == victim || deafCoordinator ? fleet.nodes() : List.of(victim));
        }
        return touched;
    }

    // ---- the usual course

    private void stopWithFault() throws Exception {
        for (FaultNode node : fleet.nodes()) {
            node.startLongJob("long", scenario.phase() == Phase.DRAINING ? 3000 + random.nextInt(2000) : random.nextInt(500));
        }
        await("long jobs").until(() -> fleet.nodes().stream().allMatch(node -> node.ledger().stream()
                .anyMatch(line -> line.what().equals("START") && line.rest().equals("long"))));
        if (scenario.phase() == Phase.BEFORE_ORDER) {
            strike();
            pause(fleet.detection().toMillis() + 1000);
        }
        boolean frozenFirst = scenario.phase() == Phase.BEFORE_ACK && victim != caller
                && scenario.fault().silencesVictim() && random.nextBoolean();
        if (frozenFirst) {
            victim.freeze();
        }
        CompletableFuture<Answer> order = order(caller);
        switch (scenario.phase()) {
            case BEFORE_ORDER -> { }
            case BEFORE_ACK -> {
                pause(frozenFirst ? 500 : 20);
                strike();
            }
            case DRAINING -> {
                await("all gates closed").until(() -> fleet.nodes().stream().allMatch(node -> node.says().held()));
                strike();
            }
            case DRAINED -> {
                judge("stop", caller, order, Set.of());
                if (!verdicts.get(0).equals("STOPPED")) {
                    invariants.broken("nothing had gone wrong yet and the stop came to " + verdicts.get(0));
                }
                strike();
                pause(fleet.detection().toMillis() + 1000);
            }
        }
        boolean callerSilent = victim == caller && scenario.fault().silencesVictim();
        if (scenario.phase() != Phase.DRAINED && !callerSilent) {
            judge("stop", caller, order, touched(caller));
        }
        awaitElsewhere(callerSilent && scenario.phase() == Phase.BEFORE_ACK);
        if (caller.frozen()) {
            caller.thaw();
            judgeLate(order);
        }
    }

    private CompletableFuture<Answer> order(FaultNode by) {
        return order(by, "");
    }

    private CompletableFuture<Answer> order(FaultNode by, String more) {
        String expect = scenario.fault() != Fault.MISSING ? "" : "&expect=" + GHOST + ","
                + fleet.nodes().stream().map(FaultNode::name).collect(Collectors.joining(","));
        return by.posting("/stop", "timeout=" + deadline.toMillis() + "ms&reason=round+" + scenario.round() + "&by="
                + by.name() + expect + more);
    }

    private void judge(String what, FaultNode by, CompletableFuture<Answer> coming, Set<FaultNode> touched)
            throws Exception {
        try {
            Answer answer = coming.get(deadline.toMillis() + 30_000, TimeUnit.MILLISECONDS);
            verdicts.add(answer.verdict());
            invariants.judge(what, by, answer, touched, missing());
            invariants.judgeDuration(what, by, answer, deadline);
        } catch (TimeoutException never) {
            verdicts.add("no answer");
            invariants.broken(what + " by " + by.name() + " did not return 30 s after its deadline");
        } catch (ExecutionException gone) {
            verdicts.add("gone");
            invariants.broken(what + " by " + by.name() + " failed: " + gone.getCause());
        }
    }

    private Set<String> missing() {
        return scenario.fault() == Fault.MISSING ? Set.of(GHOST) : Set.of();
    }

    /** The caller was stopped itself: it answers once it runs again, with what it knew. */
    private void judgeLate(CompletableFuture<Answer> order) throws Exception {
        long thawed = System.nanoTime();
        try {
            Answer answer = order.get(deadline.toMillis() + 30_000, TimeUnit.MILLISECONDS);
            invariants.judge("stop by a frozen caller", caller, answer, Set.copyOf(fleet.nodes()), missing());
            long allowed = Math.max(answer.askedNanos() + deadline.toNanos(), thawed) + Invariants.GRACE.toNanos();
            if (answer.answeredNanos() - allowed > 0) {
                invariants.broken("the frozen caller came back late");
            }
        } catch (TimeoutException never) {
            invariants.broken("the frozen caller never came back");
        }
    }

    /** Another client on another node waits for the same. */
    private void awaitElsewhere(boolean mayKnowNothing) throws Exception {
        FaultNode other = bystander();
        CompletableFuture<Answer> waiting = other.posting("/await", "timeout=" + deadline.toMillis() + "ms"
                + (missing().isEmpty() ? "" : "&expect=" + GHOST + ","
                + fleet.nodes().stream().map(FaultNode::name).collect(Collectors.joining(","))));
        if (mayKnowNothing && waiting.get(deadline.toMillis() + 30_000, TimeUnit.MILLISECONDS).report() == null) {
            verdicts.add("never ordered");
            return;
        }
        judge("await", other, waiting, touched(other));
    }

    // ---- other courses

    private void bothSidesOrder() throws Exception {
        FaultNode otherCaller = FaultFleet.any(otherSide(), random);
        strike();
        pause(fleet.detection().toMillis() + 1000);
        CompletableFuture<Answer> here = order(caller);
        CompletableFuture<Answer> there = order(otherCaller);
        judge("stop", caller, here, touched(caller));
        judge("stop on the other side", otherCaller, there, touched(otherCaller));
        Set<String> expected = new TreeSet<>();
        expected.add(here.get().report().path("hold").path("id").asText());
        String theirs = there.get().report().path("hold").path("id").asText();
        if (scenario.fault() == Fault.OTHER_SIDE_STOPS_AND_RESUMES) {
            verdicts.add(invariants.resuming(() -> otherCaller.post("/resume", "by=other-side")).verdict());
        } else {
            expected.add(theirs);
        }
        recover();
        agree();
        Set<String> inForce = new TreeSet<>(caller.says().holds());
        // what was seen of the first order before the cut was noticed may be the other side's order too
        if (!theirs.equals(expected.iterator().next()) && !inForce.equals(expected)) {
            invariants.broken("in force are " + inForce + " instead of " + expected);
        }
    }

    private List<FaultNode> otherSide() {
        return fleet.survivors().stream().filter(node -> !callersSide.contains(node)).toList();
    }

    private void otherSideResumes() throws Exception {
        judge("stop", caller, order(caller), Set.of());
        strike();
        pause(fleet.detection().toMillis() + 1000);
        FaultNode otherCaller = FaultFleet.any(otherSide(), random);
        long resumed = System.nanoTime();
        verdicts.add(invariants.resuming(() -> otherCaller.post("/resume", "by=other-side")).verdict());
        awaitRunning(otherSide(), resumed);
        callersSide.stream().filter(node -> !node.says().held() || node.startedBetween(resumed, System.nanoTime()))
                .forEach(node -> invariants.broken(node.name() + " was cut off from the resume and did not stay held"));
    }

    private void newcomer(boolean sticky) throws Exception {
        judge("stop", caller, order(caller, sticky ? "&sticky=true" : ""), Set.of());
        long stopped = System.nanoTime();
        // one that starts at the moment of the order is covered
        await("too late to be covered").until(() -> System.nanoTime() - stopped > BEYOND_TOLERANCE.toNanos());
        Path state = Files.createTempDirectory("allstop-faults");
        FaultNode late = fleet.launch(size + 1, sticky ? Optional.of(state) : Optional.empty());
        if (sticky) {
            await("newcomer is held").atMost(LONGEST_AGREEMENT).until(() -> late.says().held());
        } else {
            awaitRunning(List.of(late), 0);
        }
        // jobs run before the agent has a socket, and before it has heard of the hold
        await("newcomer knows the hold").atMost(LONGEST_AGREEMENT).until(() -> late.status()
                .filter(answer -> answer.report() != null && !answer.report().path("hold").path("id").asText().isEmpty())
                .isPresent());
        FaultNode asked = FaultFleet.any(fleet.survivors(), random);
        judge("await", asked, asked.posting("/await", "timeout=" + deadline.toMillis() + "ms"), Set.of());
        if (sticky && late.startedBetween(0, System.nanoTime())) {
            invariants.broken(late.name() + " was started under a sticky hold and ran a job");
        }
    }

    // ---- faults

    private void strike() {
        switch (scenario.fault()) {
            case KILL -> victim.kill();
            case FREEZE -> victim.freeze();
            case LEAVE -> victim.leave();
            case PARTITION, BOTH_SIDES_STOP, OTHER_SIDE_STOPS_AND_RESUMES, OTHER_SIDE_RESUMES ->
                    links((from, to) -> callersSide.contains(from) != callersSide.contains(to), 1, 0);
            case MUTE -> links((from, to) -> from == victim, 1, 0);
            case DEAF -> links((from, to) -> to == victim, 1, 0);
            case LOSSY_ONE_WAY -> links((from, to) -> from == victim, 0.5, 0);
            case LATENCY -> links((from, to) -> true, 0, 200);
            case LOSS -> links((from, to) -> true, 0.05, 0);
            case MISSING, NEWCOMER, STICKY_NEWCOMER -> { }
        }
    }

    private interface Which {
        boolean is(FaultNode from, FaultNode to);
    }

    private void links(Which which, double loss, long delayMs) {
        for (FaultNode from : fleet.nodes()) {
            for (FaultNode to : fleet.nodes()) {
                if (from != to && which.is(from, to)) {
                    network.link(from.host(), to.host(), loss, delayMs);
                }
            }
        }
    }

    private void recover() {
        network.heal();
        fleet.nodes().stream().filter(FaultNode::frozen).forEach(FaultNode::thaw);
    }

    /** Faults come at any moment. */
    private void pause(long upToMs) {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(random.nextLong(upToMs));
        while (System.nanoTime() - until < 0) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }

    // ---- afterwards

    /** All who live know the same holds, are held if there are any, and see each other. */
    private void agree() {
        try {
            await("agreement").atMost(LONGEST_AGREEMENT).pollInterval(Duration.ofMillis(100)).until(this::disagreement, String::isEmpty);
        } catch (ConditionTimeoutException never) {
            invariants.broken("no agreement within " + LONGEST_AGREEMENT.toSeconds() + " s: " + disagreement());
        }
    }

    /** Empty when there is none. */
    private String disagreement() {
        List<FaultNode> survivors = fleet.survivors();
        Set<String> holds = survivors.get(0).says().holds();
        StringBuilder text = new StringBuilder();
        for (FaultNode node : survivors) {
            boolean covered = scenario.fault() != Fault.NEWCOMER || node.host() <= size;
            String expected = holds.isEmpty() || !covered ? "RUNNING" : "DRAINED";
            if (!node.says().holds().equals(holds) || !node.says().state().equals(expected)) {
                text.append(node.name()).append(" is ").append(node.says()).append("; ");
            }
        }
        if (!text.isEmpty()) {
            return text.toString();
        }
        for (FaultNode node : survivors) {
            String seen = node.status().map(answer -> unlike(answer.report(), survivors)).orElse("nothing");
            if (!seen.isEmpty()) {
                return node.name() + " sees " + seen;
            }
        }
        return "";
    }

    private static String unlike(JsonNode report, List<FaultNode> survivors) {
        StringBuilder text = new StringBuilder();
        for (FaultNode node : survivors) {
            String state = "nothing";
            for (JsonNode line : report.path("nodes")) {
                state = line.path("name").asText().equals(node.name()) ? line.path("state").asText() : state;
            }
            if (!state.equals("DRAINED") && !state.equals("RUNNING")) {
                text.append(node.name()).append(" as ").append(state).append(' ');
            }
        }
        return text.toString();
    }

    private void agreeAndResume() throws Exception {
        agree();
        List<FaultNode> survivors = fleet.survivors();
        FaultNode operator = FaultFleet.any(survivors, random);
        Set<FaultNode> dead = fleet.nodes().stream().filter(FaultNode::dead).collect(Collectors.toSet());
        if (!operator.says().holds().isEmpty()) {
            CompletableFuture<Answer> last = operator.posting("/await", "timeout=" + deadline.toMillis() + "ms");
            judgeLast(operator, last, dead);
        }
        long resumed = System.nanoTime();
        Answer answer = invariants.resuming(() -> operator.post("/resume", "by=operator"));
        if (!answer.verdict().equals("RESUMED")) {
            invariants.broken("resume by " + operator.name() + " came to " + answer.headline());
        }
        awaitRunning(survivors, resumed);
    }

    private void judgeLast(FaultNode operator, CompletableFuture<Answer> last, Set<FaultNode> dead) throws Exception {
        Answer answer = last.get(deadline.toMillis() + 30_000, TimeUnit.MILLISECONDS);
        verdicts.add(answer.verdict());
        invariants.judge("last await", operator, answer, dead, Set.of());
        invariants.judgeDuration("last await", operator, answer, deadline);
        if (dead.isEmpty() && !answer.verdict().equals("STOPPED")) {
            invariants.broken("everybody is back and the last await came to " + answer.headline());
        }
    }

    /** Nothing stays held that no live hold covers. */
    private void awaitRunning(List<FaultNode> nodes, long since) {
        for (FaultNode node : nodes) {
            try {
                await(node.name() + " runs").atMost(LONGEST_AGREEMENT)
                        .until(() -> node.startedBetween(since, System.nanoTime()));
            } catch (ConditionTimeoutException never) {
                invariants.broken(node.name() + " runs nothing although nothing holds it: " + node.says());
            }
        }
    }

    /** Ends the JVMs; what they wrote stays under {@code target/hosts}. */
    @Override
    public void close() throws IOException {
        fleet.close();
    }
}
