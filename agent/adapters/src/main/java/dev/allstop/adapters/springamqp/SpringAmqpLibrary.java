package dev.allstop.adapters.springamqp;

import static dev.allstop.core.adapter.Reach.getter;
import static dev.allstop.core.adapter.Reach.method;
import static dev.allstop.core.adapter.Reach.neighbour;

import dev.allstop.core.adapter.PerClass;
import java.lang.invoke.MethodHandle;

/**
 * What the threads of consumers need, bound through the container's class.
 *
 * @param sentAhead of a consumer, what the broker has sent and it has not taken yet
 */
record SpringAmqpLibrary(MethodHandle isActive, MethodHandle sentAhead) {

    static final PerClass<SpringAmqpLibrary> BOUND = new PerClass<>(type -> new SpringAmqpLibrary(
            method(neighbour(type, SpringAmqpAdapter.ANY_CONTAINER), "isActive", 0),
            getter(neighbour(type, SpringAmqpAdapter.CONSUMER), "queue")));
}
