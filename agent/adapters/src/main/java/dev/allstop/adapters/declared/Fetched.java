package dev.allstop.adapters.declared;

/** What a gate has let through, until a call comes to run it, and from then on that call. */
final class Fetched {

    private final Object item;
    private volatile JobCall call;

    Fetched(Object item) {
        this.item = item;
    }

    Object item() {
        return item;
    }

    void runBy(JobCall calledNow) {
        call = calledNow;
    }

    /** Null while it has not started. */
    JobCall call() {
        return call;
    }
}
