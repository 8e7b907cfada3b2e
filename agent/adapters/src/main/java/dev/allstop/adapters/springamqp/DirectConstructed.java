package dev.allstop.adapters.springamqp;

import dev.allstop.core.adapter.HookHandler;
import dev.allstop.core.adapter.Servers;

/** At the end of a {@code DirectMessageListenerContainer}'s constructor; those for a template's replies run no jobs. */
record DirectConstructed(String kind, Servers servers) implements HookHandler {

    @Override
    public void exit(Object token, Object container, Object returned, Throwable thrown) {
        for (Class<?> type = container.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getName().equals(SpringAmqpAdapter.REPLY_CONTAINER)) {
                return;
            }
        }
        servers.constructed(kind, container);
    }
}
