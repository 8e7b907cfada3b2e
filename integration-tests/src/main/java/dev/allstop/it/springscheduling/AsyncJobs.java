package dev.allstop.it.springscheduling;

import dev.allstop.it.subject.Ledger;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Async;

/** What an application wants to be done in the background. */
public class AsyncJobs {

    @Async
    public void run(String id, long millis) {
        Ledger.run(id, millis);
    }

    /** @param again what to do after the pause */
    @Async
    public void run(String id, long pauseMillis, Runnable again) {
        Ledger.run(id, 0);
        Executor later = CompletableFuture.delayedExecutor(pauseMillis, TimeUnit.MILLISECONDS);
        later.execute(again);
    }
}
