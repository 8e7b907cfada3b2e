package dev.allstop.adapters.springkafka;

import dev.allstop.core.adapter.HookHandler;

/** After {@code ListenerConsumer.wrapUp}, the end of every consumer: what it has not committed by now it never will. */
record ConsumerEnded(Uncommitted uncommitted) implements HookHandler {

    @Override
    public Object enter(Object consumer, Object[] arguments) {
        return consumer;
    }

    @Override
    public void exit(Object token, Object consumer, Object returned, Throwable thrown) {
        uncommitted.cleared(consumer);
    }
}
