package dev.allstop.adapters.temporal;

import dev.allstop.core.adapter.HookHandler;
import dev.allstop.core.adapter.JobServer;
import dev.allstop.core.adapter.Passage;
import dev.allstop.core.adapter.Servers;

/** What a poller's thread does from the wait for a slot to the answer of the server. */
final class Polls {

    private final Servers servers;
    private final Factories factories;
    /** Set while a thread is inside {@code poll()}. */
    private final ThreadLocal<Passage> current = new ThreadLocal<>();

    Polls(Servers servers, Factories factories) {
        this.servers = servers;
        this.factories = factories;
    }

    /** Around {@code poll()}, and the method that the compiler has added to it for the interface. */
    HookHandler poll() {
        return new HookHandler() {
            @Override
            public Object enter(Object poll, Object[] arguments) throws Throwable {
                JobServer server = current.get() != null ? null
                        : servers.find(factories.of(TemporalLibrary.BOUND.of(poll).slotSupplierOfPoll(poll)));
                if (server == null) {
                    return null;
                }
                Passage passage = new Passage(server);
                current.set(passage);
                return passage;
            }

            @Override
            public void exit(Object token, Object poll, Object task, Throwable thrown) throws Throwable {
                current.remove();
                Passage passage = (Passage) token;
                try {
                    if (task != null) {
                        passage.server().inFlight().commit(TemporalLibrary.BOUND.of(poll).keyOf(task), task);
                    }
                } finally {
                    passage.leave();
                }
            }
        };
    }

    /** Before {@code PollerTracker.pollStarted()}, between the slot and the call of the server. */
    HookHandler started() {
        return new HookHandler() {
            @Override
            public Object enter(Object tracker, Object[] arguments) {
                Passage passage = current.get();
                if (passage != null) {
                    pass(passage);
                    return null;
                }
                JobServer server = servers.find(factories.of(tracker));
                if (server != null) {
                    // The poll has begun before a late attach, so that nobody will see its end.
                    Passage unseen = new Passage(server);
                    pass(unseen);
                    unseen.leave();
                }
                return null;
            }
        };
    }

    private static void pass(Passage passage) {
        Thread thread = Thread.currentThread();
        if (!passage.enterWhenOpen(() -> passage.server().isEnded() || thread.isInterrupted())) {
            // The factory is shut down: a call from an interrupted thread ends before it asks for a task.
            thread.interrupt();
        }
    }
}
