package dev.allstop.adapters.temporal;

import dev.allstop.core.adapter.HookHandler;
import dev.allstop.core.adapter.JobServer;
import dev.allstop.core.adapter.Servers;

/** What a poller's thread does from the wait for a slot to the answer of the server. */
final class Polls {

    private final Servers servers;
    private final Factories factories;
    /** Set while a thread is inside {@code poll()}. */
    private final ThreadLocal<Turn> current = new ThreadLocal<>();

    Polls(Servers servers, Factories factories) {
        this.servers = servers;
        this.factories = factories;
    }

    private static final class Turn {

        private final JobServer server;
        private boolean passing;

        Turn(JobServer server) {
            this.server = server;
        }
    }

    /** Around {@code poll()}, and the method that the compiler has added to it for the interface. */
    HookHandler poll() {
        return new HookHandler() {
            @Override
            public Object enter(Object poll, Object[] arguments) throws Throwable {
                JobServer server = current.get() != null ? null
                        : servers.find(factories.of(TemporalLibrary.of(poll).slotSupplierOfPoll(poll)));
                if (server == null) {
                    return null;
                }
                Turn turn = new Turn(server);
                current.set(turn);
                return turn;
            }

            @Override
            public void exit(Object token, Object poll, Object task, Throwable thrown) throws Throwable {
                current.remove();
                Turn turn = (Turn) token;
                try {
                    if (task != null) {
                        turn.server.inFlight().commit(TemporalLibrary.of(poll).keyOf(task), task);
                    }
                } finally {
                    if (turn.passing) {
                        turn.server.gate().leave();
                    }
                }
            }
        };
    }

    /** Before {@code PollerTracker.pollStarted()}, between the slot and the call of the server. */
    HookHandler started() {
        return new HookHandler() {
            @Override
            public Object enter(Object tracker, Object[] arguments) {
                Turn turn = current.get();
                if (turn == null) {
                    JobServer server = servers.find(factories.of(tracker));
                    // The poll has begun before a late attach, so that nobody will see its end.
                    if (server != null && pass(server)) {
                        server.gate().leave();
                    }
                } else if (!turn.passing) {
                    turn.passing = pass(turn.server);
                }
                return null;
            }
        };
    }

    private static boolean pass(JobServer server) {
        if (server.gate().enterWhenOpen(() -> server.isEnded() || Thread.currentThread().isInterrupted())) {
            return true;
        }
        // The factory is shut down: a call from an interrupted thread ends before it asks for a task.
        Thread.currentThread().interrupt();
        return false;
    }
}
