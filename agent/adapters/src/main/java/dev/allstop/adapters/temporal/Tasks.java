package dev.allstop.adapters.temporal;

import dev.allstop.core.adapter.Execution;
import dev.allstop.core.adapter.Servers;
import dev.allstop.core.gate.Run;

/** Around {@code TaskHandlerImpl.handle(task)}, and the method that the compiler has added to it for the interface. */
final class Tasks extends Execution {

    /** What this thread is at. */
    private final ThreadLocal<Object> current;

    Tasks(Servers servers, Factories factories) {
        this(servers, factories, new ThreadLocal<>());
    }

    private Tasks(Servers servers, Factories factories, ThreadLocal<Object> current) {
        super(servers, (handler, arguments) -> current.get() == arguments[0] ? null
                        : factories.of(TemporalLibrary.BOUND.of(handler).slotSupplierOfHandler(handler)),
                (handler, arguments) -> TemporalLibrary.BOUND.of(handler).keyOf(arguments[0]), Admission.COMMITTED, null);
        this.current = current;
    }

    @Override
    protected Object subject(Object handler, Object[] arguments) {
        return arguments[0];
    }

    @Override
    protected void started(Run run, Object task) {
        current.set(task);
    }

    @Override
    protected void ended(Object handler) {
        current.remove();
    }
}
