package dev.allstop.adapters.springamqp;

import dev.allstop.core.adapter.ByIdentity;
import dev.allstop.core.adapter.HookHandler;
import dev.allstop.core.adapter.JobServer;
import dev.allstop.core.adapter.Passage;
import dev.allstop.core.adapter.Servers;
import dev.allstop.core.gate.Run;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What a consumer's thread does between two looks at the gate: takes a message, or several for one transaction, runs the
 * listener and acknowledges.
 */
final class Turns {

    private final Servers servers;
    /** Set while a thread is inside {@code receiveAndExecute}. */
    private final ThreadLocal<Turn> current = new ThreadLocal<>();

    Turns(Servers servers) {
        this.servers = servers;
    }

    /** @param runs what was taken and runs, until the thread has acknowledged it */
    private record Turn(Passage passage, List<Run> runs) {
    }

    /** Around {@code SimpleMessageListenerContainer.receiveAndExecute(consumer)}: waits in front of it. */
    HookHandler turn() {
        return new HookHandler() {
            @Override
            public Object enter(Object container, Object[] arguments) throws Throwable {
                JobServer server = servers.find(container);
                if (server == null) {
                    return null;
                }
                SpringAmqpLibrary library = SpringAmqpLibrary.BOUND.of(container);
                Passage passage = new Passage(server);
                if (!passage.enterWhenOpen(() -> !isActive(library, container))) {
                    // It would be run before the thread ends. Unacknowledged, it goes back when the channel closes.
                    ((Collection<?>) library.sentAhead().invoke(arguments[0])).clear();
                    return HookHandler.skip(false);
                }
                Turn turn = new Turn(passage, new ArrayList<>(1));
                current.set(turn);
                return turn;
            }

            @Override
            public void exit(Object token, Object container, Object returned, Throwable thrown) {
                current.remove();
                Turn turn = (Turn) token;
                turn.passage().leave();
                turn.runs().forEach(turn.passage().server().inFlight()::end);
            }
        };
    }

    private static boolean isActive(SpringAmqpLibrary library, Object container) {
        try {
            return (boolean) library.isActive().invoke(container);
        } catch (Throwable broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** Around {@code BlockingQueueConsumer.nextMessage(timeout)}: where a turn takes several, each has to pass. */
    HookHandler nextMessage() {
        return new HookHandler() {
            @Override
            public Object enter(Object consumer, Object[] arguments) {
                Turn turn = current.get();
                return turn == null || turn.passage().enter() ? null : HookHandler.skip(null);
            }
        };
    }

    /** Before {@code AbstractMessageListenerContainer.executeListener(channel, message or messages)}. */
    HookHandler listener() {
        return new HookHandler() {
            @Override
            public Object enter(Object container, Object[] arguments) {
                Turn turn = current.get();
                if (turn != null) {
                    Object messages = arguments[1];
                    turn.runs().add(turn.passage().server().inFlight().start(new ByIdentity(messages), messages));
                    turn.passage().leave();
                }
                return null;
            }
        };
    }
}
