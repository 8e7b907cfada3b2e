package dev.allstop.demohost.job;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The three libraries this application leaves its background work to, by the name that the ledger uses. */
public enum JobKind {

    QUARTZ("quartz"),
    JOBRUNR("jobrunr"),
    DB_SCHEDULER("db-scheduler");

    private final String label;

    JobKind(String label) {
        this.label = label;
    }

    /** The name in the ledger and in messages: {@code quartz}, {@code jobrunr}, {@code db-scheduler}. */
    public String label() {
        return label;
    }

    /**
     * The kind of that name.
     *
     * @throws IllegalArgumentException when no kind has it; the message lists those that exist
     */
    public static JobKind ofLabel(String label) {
        for (JobKind kind : values()) {
            if (kind.label.equals(label)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no kind of job is called \"" + label + "\": there are "
                + Arrays.stream(values()).map(JobKind::label).collect(Collectors.joining(", ")));
    }
}
