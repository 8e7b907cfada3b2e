package dev.allstop.adapters.springamqp;

import dev.allstop.core.adapter.Constructed;
import dev.allstop.core.adapter.HookPoint;
import dev.allstop.core.adapter.JobServerAdapter;
import dev.allstop.core.adapter.Lifecycle;
import dev.allstop.core.adapter.Reach;
import dev.allstop.core.adapter.ServerControl;
import dev.allstop.core.adapter.Servers;
import dev.allstop.core.adapter.UnsupportedShape;
import dev.allstop.core.adapter.Weaving;
import java.util.List;

/** The kind {@code spring-amqp}; see the package for what it rests on. */
public final class SpringAmqpAdapter implements JobServerAdapter {

    private static final String PACKAGE = "org.springframework.amqp.rabbit.listener.";

    static final String ANY_CONTAINER = PACKAGE + "AbstractMessageListenerContainer";
    static final String CONTAINER = PACKAGE + "SimpleMessageListenerContainer";
    static final String DIRECT_CONTAINER = PACKAGE + "DirectMessageListenerContainer";
    static final String REPLY_CONTAINER = PACKAGE + "DirectReplyToMessageListenerContainer";
    static final String CONSUMER = PACKAGE + "BlockingQueueConsumer";

    @Override
    public String kind() {
        return "spring-amqp";
    }

    @Override
    public List<HookPoint> hookPoints(Servers servers) {
        Turns turns = new Turns(servers);
        return List.of(
                Constructed.of(kind(), CONTAINER, servers),
                new HookPoint(DIRECT_CONTAINER, HookPoint.CONSTRUCTOR, HookPoint.ANY,
                        new DirectConstructed(kind(), servers)),
                Lifecycle.start(ANY_CONTAINER, "start", servers),
                Lifecycle.end(ANY_CONTAINER, "shutdown", servers),
                new HookPoint(CONTAINER, "receiveAndExecute", 1, turns.turn()),
                new HookPoint(CONSUMER, "nextMessage", 1, turns.nextMessage()),
                new HookPoint(ANY_CONTAINER, "executeListener", 2, turns.listener()));
    }

    @Override
    public ServerControl bind(Class<?> containerClass, Weaving weaving) throws UnsupportedShape {
        if (!Reach.neighbour(containerClass, CONTAINER).isAssignableFrom(containerClass)) {
            throw new UnsupportedShape("a DirectMessageListenerContainer runs listeners on the threads of its "
                    + "connection, which must not wait at a gate: use a SimpleMessageListenerContainer, in Spring Boot "
                    + "spring.rabbitmq.listener.type=simple");
        }
        SpringAmqpLibrary.BOUND.of(containerClass);
        return new SpringAmqpControl(containerClass);
    }
}
