package dev.allstop.adapters.springkafka;

import dev.allstop.core.adapter.HookHandler;
import dev.allstop.core.adapter.Servers;

/** At the end of a {@code KafkaMessageListenerContainer}'s constructor: a job server unless it belongs to another. */
record ContainerConstructed(String kind, Servers servers) implements HookHandler {

    @Override
    public void exit(Object token, Object container, Object returned, Throwable thrown) throws Throwable {
        if (SpringKafkaLibrary.BOUND.of(container).parentOfContainer().invoke(container) == container) {
            servers.constructed(kind, container);
        }
    }
}
