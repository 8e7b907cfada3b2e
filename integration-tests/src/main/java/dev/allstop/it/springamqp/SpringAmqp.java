package dev.allstop.it.springamqp;

import dev.allstop.it.subject.Ledger;
import dev.allstop.it.subject.Subject;
import java.nio.charset.StandardCharsets;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.amqp.rabbit.listener.AbstractMessageListenerContainer;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;

/**
 * Listener containers of Spring AMQP, each with a queue of its own and a consumer per worker. The id of a message is
 * the job's identifier, its body the duration, or {@code every} and the period.
 */
public class SpringAmqp implements Subject {

    /** Shared by the JVMs of a test, which then share the queues. */
    private static final String GROUP = System.getProperty("it.group", "jvm-" + ProcessHandle.current().pid());
    private static final int HEARTBEAT_SECONDS = 2;

    private final AtomicInteger numbers = new AtomicInteger();
    private final CachingConnectionFactory connections = new CachingConnectionFactory();
    private final RabbitAdmin admin = new RabbitAdmin(connections);
    private final RabbitTemplate template = new RabbitTemplate(connections);

    public SpringAmqp() {
        connections.setAddresses(System.getProperty("it.broker"));
        connections.setRequestedHeartBeat(HEARTBEAT_SECONDS);
    }

    @Override
    public Server construct(String name, int workers) {
        // The containers of all JVMs in a group, though not those of one JVM, have one queue in common.
        String queue = GROUP + "-" + name + "-" + numbers.incrementAndGet();
        admin.declareQueue(new Queue(queue, true));
        return new Container(name, queue, workers);
    }

    AbstractMessageListenerContainer container(ConnectionFactory toBroker, int workers) {
        SimpleMessageListenerContainer container = new SimpleMessageListenerContainer(toBroker);
        container.setConcurrentConsumers(workers);
        return container;
    }

    private final class Container implements Server {

        private static final String EVERY = "every ";

        private final String queue;
        private final Timer timer = new Timer("recurring", true);
        private final AbstractMessageListenerContainer container;

        Container(String name, String queue, int workers) {
            this.queue = queue;
            container = container(connections, workers);
            container.setListenerId(name);
            container.setQueueNames(queue);
            container.setMessageListener(this::process);
        }

        @Override
        public void start() {
            container.start();
        }

        @Override
        public void pause() {
            // It cannot.
        }

        @Override
        public void unpause() {
            // Nor this.
        }

        @Override
        public void shutdown() {
            container.stop();
        }

        @Override
        public void enqueue(String id, long millis) {
            send(id, String.valueOf(millis));
        }

        @Override
        public void repeat(String id, long periodMillis) {
            send(id, EVERY + periodMillis);
        }

        private void send(String id, String what) {
            template.send(queue, MessageBuilder.withBody(what.getBytes(StandardCharsets.UTF_8)).setMessageId(id).build());
        }

        /** Somebody has to send what is to come again: the next message comes a period after the one before. */
        private void process(Message message) {
            String id = message.getMessageProperties().getMessageId();
            String what = new String(message.getBody(), StandardCharsets.UTF_8);
            if (!what.startsWith(EVERY)) {
                Ledger.run(id, Long.parseLong(what));
                return;
            }
            Ledger.run(id, 0);
            timer.schedule(new TimerTask() {
                @Override
                public void run() {
                    send(id, what);
                }
            }, Long.parseLong(what.substring(EVERY.length())));
        }
    }
}
