package dev.allstop.adapters.springamqp;

import static dev.allstop.core.adapter.Reach.method;
import static dev.allstop.core.adapter.Reach.neighbour;

import dev.allstop.core.adapter.LateName;
import dev.allstop.core.adapter.ServerControl;
import dev.allstop.core.adapter.TestedVersions;
import dev.allstop.core.adapter.UnsupportedShape;
import dev.allstop.core.gate.Run;
import java.lang.invoke.MethodHandle;
import java.util.Collection;

/** A {@code SimpleMessageListenerContainer} and what can be done with it from outside its consumers' threads. */
final class SpringAmqpControl implements ServerControl {

    private static final TestedVersions TESTED = TestedVersions.of("spring-amqp", "2.4.17", "3.2.12", "4.1.2");

    /** What the library says for none. */
    private static final String NO_ID = "not.a.Spring.bean";

    private final LateName names = new LateName();
    private final String library;
    private final Container container;
    private final Message message;

    SpringAmqpControl(Class<?> containerClass) throws UnsupportedShape {
        this.library = TESTED.libraryOf(neighbour(containerClass, SpringAmqpAdapter.CONTAINER));
        this.container = Container.bind(containerClass);
        this.message = Message.bind(containerClass);
    }

    private record Container(MethodHandle listenerId, MethodHandle queueNames, MethodHandle answersLater,
                             MethodHandle isRunning, MethodHandle stop) {

        static Container bind(Class<?> type) throws UnsupportedShape {
            return new Container(
                    method(type, "getListenerId", 0),
                    method(type, "getQueueNames", 0),
                    method(type, "isAsyncReplies", 0),
                    method(type, "isRunning", 0),
                    method(type, "stop", 0));
        }
    }

    private record Message(MethodHandle properties, MethodHandle queue, MethodHandle id, MethodHandle deliveryTag) {

        static Message bind(Class<?> neighbour) throws UnsupportedShape {
            Class<?> properties = neighbour(neighbour, "org.springframework.amqp.core.MessageProperties");
            return new Message(
                    method(neighbour(neighbour, "org.springframework.amqp.core.Message"), "getMessageProperties", 0),
                    method(properties, "getConsumerQueue", 0),
                    method(properties, "getMessageId", 0),
                    method(properties, "getDeliveryTag", 0));
        }
    }

    /** The id of a {@code @RabbitListener}, or the name of the bean; of a container that is neither, its queues. */
    @Override
    public String name(Object object) throws Throwable {
        if ((boolean) container.answersLater().invoke(object)) {
            throw new UnsupportedOperationException("its listener answers later from another thread, so nobody can "
                    + "tell when a message is done");
        }
        String id = (String) container.listenerId().invoke(object);
        return names.of(object, NO_ID.equals(id) ? null : id,
                String.join(",", (String[]) container.queueNames().invoke(object)));
    }

    @Override
    public String library(Object object) {
        return library;
    }

    @Override
    public String nativeState(Object object) throws Throwable {
        return (boolean) container.isRunning().invoke(object) ? "RUNNING" : "STOPPED";
    }

    /** The queue; the message's id if its sender gave it one, and the number under which the broker waits for its end. */
    @Override
    public String[] describe(Run run) throws Throwable {
        Object first = run.subject() instanceof Collection<?> several ? several.iterator().next() : run.subject();
        Object properties = message.properties().invoke(first);
        Object id = message.id().invoke(properties);
        return new String[] {(String) message.queue().invoke(properties),
                (id == null ? "" : id + " ") + "delivery " + message.deliveryTag().invoke(properties)};
    }

    @Override
    public void shutdown(Object object) throws Throwable {
        container.stop().invoke(object);
    }
}
