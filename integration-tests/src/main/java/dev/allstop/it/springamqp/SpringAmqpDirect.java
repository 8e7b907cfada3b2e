package dev.allstop.it.springamqp;

import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.listener.AbstractMessageListenerContainer;
import org.springframework.amqp.rabbit.listener.DirectMessageListenerContainer;

/** Containers whose listeners run on the threads of the connection. */
public final class SpringAmqpDirect extends SpringAmqp {

    @Override
    AbstractMessageListenerContainer container(ConnectionFactory toBroker, int workers) {
        DirectMessageListenerContainer container = new DirectMessageListenerContainer(toBroker);
        container.setConsumersPerQueue(workers);
        return container;
    }
}
