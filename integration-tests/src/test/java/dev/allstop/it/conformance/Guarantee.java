package dev.allstop.it.conformance;

/** What every adapter has to keep, as the columns of the conformance table. */
enum Guarantee {

    NO_START_AFTER_ACK("a", "saturated pool with a backlog: nothing starts after the acknowledgement"),
    LONG_JOB_UNHARMED("b", "a job longer than the library's time-outs survives the drain and runs once"),
    NEVER_DRAINED_EARLY("c", "drained is never reported early"),
    RESUME("d", "resume: work goes on, no burst, nothing lost"),
    STAYS_PAUSED("e", "a server that somebody had paused stays paused"),
    ANY_ORDER("f", "started, paused and shut down during a hold, in any order"),
    BORN_HELD("g", "a server constructed during a hold runs nothing"),
    EQUAL_NAMES("h", "several servers with equal names"),
    RUNNING_LISTED("i", "running jobs are listed with name, id, thread and start time"),
    FRAMEWORK("j", "built by its framework's starter");

    private final String letter;
    private final String meaning;

    Guarantee(String letter, String meaning) {
        this.letter = letter;
        this.meaning = meaning;
    }

    String letter() {
        return letter;
    }

    String meaning() {
        return meaning;
    }
}
