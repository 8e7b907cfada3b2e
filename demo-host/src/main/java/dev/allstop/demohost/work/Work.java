package dev.allstop.demohost.work;

import dev.allstop.demohost.job.Job;
import dev.allstop.demohost.ledger.Ledger;
import dev.allstop.demohost.ledger.Outcome;
import java.util.UUID;

/** What every job does, whichever library runs it: it takes its time, and writes its start and its end to the ledger. */
public final class Work {

    private final Ledger ledger;

    public Work(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * Runs the job on the calling thread.
     *
     * @throws InterruptedException when somebody interrupted the job; the ledger says so by then
     */
    public void run(Job job) throws InterruptedException {
        UUID execution = ledger.started(job);
        Outcome outcome = Outcome.FAILED;
        try {
            Thread.sleep(job.workMillis());
            outcome = Outcome.DONE;
        } catch (InterruptedException e) {
            outcome = Outcome.INTERRUPTED;
            throw e;
        } finally {
            ledger.ended(execution, outcome);
        }
    }
}
