package dev.allstop.adapters.springkafka;

import dev.allstop.core.adapter.Constructed;
import dev.allstop.core.adapter.HookPoint;
import dev.allstop.core.adapter.JobServerAdapter;
import dev.allstop.core.adapter.Lifecycle;
import dev.allstop.core.adapter.ServerControl;
import dev.allstop.core.adapter.Servers;
import dev.allstop.core.adapter.UnsupportedShape;
import dev.allstop.core.adapter.Weaving;
import java.util.List;

/** The kind {@code spring-kafka}; see the package for what it rests on. */
public final class SpringKafkaAdapter implements JobServerAdapter {

    private static final String PACKAGE = "org.springframework.kafka.listener.";

    static final String ANY_CONTAINER = PACKAGE + "AbstractMessageListenerContainer";
    static final String CONCURRENT_CONTAINER = PACKAGE + "ConcurrentMessageListenerContainer";
    static final String CONTAINER = PACKAGE + "KafkaMessageListenerContainer";
    static final String CONSUMER = CONTAINER + "$ListenerConsumer";

    private final Uncommitted uncommitted = new Uncommitted();

    @Override
    public String kind() {
        return "spring-kafka";
    }

    @Override
    public List<HookPoint> hookPoints(Servers servers) {
        InvokeListener invoke = new InvokeListener(servers, uncommitted);
        return List.of(
                Constructed.of(kind(), CONCURRENT_CONTAINER, servers),
                new HookPoint(CONTAINER, HookPoint.CONSTRUCTOR, HookPoint.ANY,
                        new ContainerConstructed(kind(), servers)),
                Lifecycle.start(ANY_CONTAINER, "start", servers),
                Lifecycle.end(ANY_CONTAINER, "stop", servers),
                new HookPoint(CONSUMER, "pauseConsumerIfNecessary", 0, new ConsumerRound(servers, uncommitted)),
                new HookPoint(CONSUMER, "doInvokeRecordListener", 2, invoke),
                new HookPoint(CONSUMER, "doInvokeBatchListener", 2, invoke),
                new HookPoint(CONSUMER, "wrapUp", 1, new ConsumerEnded(uncommitted)));
    }

    @Override
    public ServerControl bind(Class<?> containerClass, Weaving weaving) throws UnsupportedShape {
        return new SpringKafkaControl(containerClass, SpringKafkaLibrary.BOUND.of(containerClass), uncommitted);
    }
}
