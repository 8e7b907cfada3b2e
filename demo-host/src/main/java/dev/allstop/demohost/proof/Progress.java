package dev.allstop.demohost.proof;

import dev.allstop.demohost.job.JobKind;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** One line for somebody who watches: what runs and what waits. */
record Progress(Set<String> nodes, LedgerSnapshot ledger) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    @Override
    public String toString() {
        return "   " + TIME.format(ledger.takenAt()) + "  jobs running: "
                + nodes.stream().map(node -> "%s %2d".formatted(node, ledger.runningOn(node))).collect(Collectors.joining("  "))
                + "   waiting: " + Arrays.stream(JobKind.values())
                        .map(kind -> kind.label() + " " + ledger.waiting(kind)).collect(Collectors.joining(", "));
    }

    /** Whether every library works on every node, and has more than it can take. */
    boolean isBusy() {
        return Arrays.stream(JobKind.values()).allMatch(kind ->
                ledger.waiting(kind) > 0 && nodes.stream().allMatch(node -> ledger.runs(node, kind)));
    }
}
