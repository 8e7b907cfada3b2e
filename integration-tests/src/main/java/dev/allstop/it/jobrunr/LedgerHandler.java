package dev.allstop.it.jobrunr;

import dev.allstop.it.subject.Ledger;
import org.jobrunr.jobs.lambdas.JobRequestHandler;

/** Public with a public constructor, as JobRunr makes it by name. */
public final class LedgerHandler implements JobRequestHandler<LedgerRequest> {

    @Override
    public void run(LedgerRequest request) {
        Ledger.run(request.id(), request.millis());
    }
}
