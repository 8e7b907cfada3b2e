package dev.allstop.adapters.springkafka;

import dev.allstop.core.adapter.HookHandler;
import dev.allstop.core.adapter.JobServer;
import dev.allstop.core.adapter.Servers;
import dev.allstop.core.adapter.WeakIdentityMap;

/**
 * Before {@code ListenerConsumer.pauseConsumerIfNecessary}, once in every round of a consumer's thread, after it has
 * committed and before it polls: while the gate is closed the poll must bring nothing, but take place. The container is
 * told to pause one round at a time, so that an application that resumes it in between does not get a record started;
 * should a poll bring one all the same, {@link InvokeListener} turns it away.
 */
final class ConsumerRound implements HookHandler {

    private final Servers servers;
    private final Uncommitted uncommitted;
    /** Containers that we have paused and the application has not. */
    private final WeakIdentityMap<Boolean> pausedByUs = new WeakIdentityMap<>();

    ConsumerRound(Servers servers, Uncommitted uncommitted) {
        this.servers = servers;
        this.uncommitted = uncommitted;
    }

    @Override
    public Object enter(Object consumer, Object[] arguments) throws Throwable {
        SpringKafkaLibrary library = SpringKafkaLibrary.BOUND.of(consumer);
        Object container = library.containerOfConsumer().invoke(consumer);
        Object parent = library.parentOfContainer().invoke(container);
        JobServer server = servers.find(parent);
        if (server == null) {
            return null;
        }
        if (library.allCommitted(consumer)) {
            uncommitted.cleared(consumer);
        }
        if (!server.gate().isClosed()) {
            resume(library, container, parent);
        } else if (!(boolean) library.isPauseRequested().invoke(container)) {
            pausedByUs.put(container, true);
            library.pause().invoke(container);
        }
        return null;
    }

    /** Unless the application has paused all of them meanwhile. */
    private void resume(SpringKafkaLibrary library, Object container, Object parent) throws Throwable {
        if (pausedByUs.remove(container) != null
                && (parent == container || !(boolean) library.isPauseRequested().invoke(parent))) {
            library.resume().invoke(container);
        }
    }
}
