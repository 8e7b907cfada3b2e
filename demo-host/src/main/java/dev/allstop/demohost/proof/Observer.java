package dev.allstop.demohost.proof;

import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Looks at the ledger again and again until there is something to say. */
final class Observer {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long LOOK_MILLIS = 200;
    private static final Duration LINE_EVERY = Duration.ofSeconds(2);
    private static final int HEARTBEATS = 3;
    private static final Duration FIVE_DB_SCHEDULER_POLLS = Duration.ofSeconds(5);
    private static final int LIBRARIES_WITH_HEARTBEATS = 2;

    private final LedgerReader reader;
    private final Set<String> nodes;
    private final PrintStream out;
    private Instant nextLine = Instant.MIN;

    Observer(LedgerReader reader, Set<String> nodes, PrintStream out) {
        this.reader = reader;
        this.nodes = nodes;
        this.out = out;
    }

    /** Shows the progress until the process is ended. */
    void watch() throws SQLException, InterruptedException {
        while (true) {
            show(reader.snapshot());
            Thread.sleep(LOOK_MILLIS);
        }
    }

    /** Returns when every library works on every node and has a backlog; false when that does not come. */
    boolean awaitBusy() throws SQLException, InterruptedException {
        return await(ledger -> new Progress(nodes, ledger).isBusy());
    }

    /** Returns when every library of every node has finished a job of this release; says which has not, when patience ends. */
    Check awaitRelease(String release) throws SQLException, InterruptedException {
        Predicate<Execution> ofRelease = execution -> execution.release().equals(release);
        await(ledger -> ledger.idle(nodes, ofRelease).isEmpty());
        Set<String> idle = reader.snapshot().idle(nodes, ofRelease);
        return new Check(idle.isEmpty(), "every job server of every node has finished jobs of release " + release,
                idle.isEmpty() ? String.join(", ", nodes) : "not yet: " + String.join(", ", idle));
    }

    /** Watches the stopped fleet until every library has had several occasions to take a job, and judges what it saw. */
    List<Check> observeStop(FleetReport report) throws SQLException, InterruptedException {
        HeartbeatCount heartbeats = new HeartbeatCount(reader.heartbeats());
        Instant earliestEnd = reader.now().plus(FIVE_DB_SCHEDULER_POLLS);
        await(ledger -> {
            heartbeats.look(reader.heartbeats());
            return heartbeats.fewest() >= HEARTBEATS && ledger.takenAt().isAfter(earliestEnd);
        });
        Check alive = new Check(
                heartbeats.fewest() >= HEARTBEATS && heartbeats.servers() == LIBRARIES_WITH_HEARTBEATS * nodes.size(),
                "stopped, not dead: every Quartz and JobRunr server kept its heartbeat up meanwhile",
                "%d servers, at least %d beats each".formatted(heartbeats.servers(), heartbeats.fewest()));
        List<Check> checks = new ArrayList<>(new StopProof(nodes, report, reader.snapshot()).checks());
        checks.add(alive);
        return checks;
    }

    /** Watches the resumed fleet until all is well, or patience is over, and judges what it saw. */
    List<Check> observeResume(FleetReport stop) throws SQLException, InterruptedException {
        await(ledger -> new ResumeProof(nodes, stop, ledger).checks().stream().allMatch(Check::holds));
        return new ResumeProof(nodes, stop, reader.snapshot()).checks();
    }

    private boolean await(Condition condition) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            LedgerSnapshot ledger = reader.snapshot();
            show(ledger);
            if (condition.holds(ledger)) {
                return true;
            }
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private void show(LedgerSnapshot ledger) {
        if (!ledger.takenAt().isBefore(nextLine)) {
            nextLine = ledger.takenAt().plus(LINE_EVERY);
            out.println(new Progress(nodes, ledger));
        }
    }

    @FunctionalInterface
    private interface Condition {
        boolean holds(LedgerSnapshot ledger) throws SQLException;
    }
}
