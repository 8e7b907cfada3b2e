package dev.allstop.it.subject;

/** A job for servers that run any {@code Runnable}; says which it is. */
public record LedgerTask(String id, long millis) implements Runnable {

    @Override
    public void run() {
        Ledger.run(id, millis);
    }
}
