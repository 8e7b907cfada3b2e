package dev.allstop.it.faults;

/** What goes wrong in a round. */
enum Fault {
    KILL("kill -9"),
    FREEZE("SIGSTOP, SIGCONT"),
    LEAVE("orderly end"),
    PARTITION("partition"),
    BOTH_SIDES_STOP("partition, both sides stop"),
    OTHER_SIDE_STOPS_AND_RESUMES("partition, one side stops, the other stops and resumes"),
    OTHER_SIDE_RESUMES("partition, one side resumes"),
    MUTE("hears but is not heard"),
    DEAF("is heard but does not hear"),
    LOSSY_ONE_WAY("50 % loss one way"),
    LATENCY("200 ms latency"),
    LOSS("5 % loss"),
    MISSING("expected node is not there"),
    NEWCOMER("JVM starts under the hold"),
    STICKY_NEWCOMER("JVM starts under a sticky hold");

    private final String text;

    Fault(String text) {
        this.text = text;
    }

    /** Whether the fleet is cut in two. */
    boolean cutsInTwo() {
        return this == PARTITION || this == BOTH_SIDES_STOP || this == OTHER_SIDE_STOPS_AND_RESUMES
                || this == OTHER_SIDE_RESUMES;
    }

    /** Whether the victim cannot answer, for a while or ever again. */
    boolean silencesVictim() {
        return this == KILL || this == FREEZE || this == LEAVE;
    }

    @Override
    public String toString() {
        return text;
    }
}
