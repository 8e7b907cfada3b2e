package dev.allstop.it.springkafka;

import dev.allstop.it.subject.Ledger;
import dev.allstop.it.subject.Subject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.listener.MessageListener;

/**
 * Listener containers of Spring Kafka, each with a topic of its own, a partition and a consumer per worker. The key of
 * a record is the job's identifier, its value the duration, or {@code every} and the period.
 */
public class SpringKafka implements Subject {

    private static final String BROKER = System.getProperty("it.broker");
    /** Shared by the JVMs of a test, which then share the records. */
    private static final String GROUP = System.getProperty("it.group", "jvm-" + ProcessHandle.current().pid());
    /** Time-outs of the client, shortened: to be taken for dead, and to be taken for stuck. */
    private static final int SESSION_MILLIS = Subject.isPatient() ? 45_000 : 6_000;
    private static final int MAX_POLL_INTERVAL_MILLIS = Subject.isPatient() ? 300_000 : 10_000;
    private static final long ASSIGNMENT_NANOS = 60_000_000_000L;

    private final AtomicInteger numbers = new AtomicInteger();
    private final KafkaProducer<String, String> producer = new KafkaProducer<>(Map.of(
            "bootstrap.servers", BROKER, "linger.ms", "0"), new StringSerializer(), new StringSerializer());

    @Override
    public Server construct(String name, int workers) throws Exception {
        // The containers of all JVMs in a group, though not those of one JVM, have one topic in common.
        String topic = GROUP + "-" + name + "-" + numbers.incrementAndGet();
        create(topic, workers);
        ContainerProperties properties = new ContainerProperties(topic);
        properties.setGroupId(GROUP + "-" + name);
        Container server = new Container(topic, workers);
        properties.setMessageListener(listener(server::process));
        configure(properties, workers);
        server.container = new ConcurrentMessageListenerContainer<>(
                new DefaultKafkaConsumerFactory<>(consumer(), new StringDeserializer(), new StringDeserializer()),
                properties);
        server.container.setBeanName(GROUP + "-" + name);
        server.container.setConcurrency(workers);
        return server;
    }

    /** @param process what each record is for */
    Object listener(Consumer<ConsumerRecord<String, String>> process) {
        return (MessageListener<String, String>) process::accept;
    }

    /** What else a container is to have. */
    void configure(ContainerProperties properties, int workers) {
    }

    Map<String, Object> consumer() {
        return new HashMap<>(Map.of("bootstrap.servers", BROKER, "auto.offset.reset", "earliest",
                "session.timeout.ms", SESSION_MILLIS, "heartbeat.interval.ms", 1_000,
                "max.poll.interval.ms", MAX_POLL_INTERVAL_MILLIS));
    }

    private static void create(String topic, int partitions) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", BROKER))) {
            admin.createTopics(List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty()))).all().get();
        } catch (ExecutionException refused) {
            if (!(refused.getCause() instanceof TopicExistsException)) {
                throw refused;
            }
        }
    }

    private final class Container implements Server {

        private static final String EVERY = "every ";

        private final String topic;
        private final int partitions;
        private final AtomicInteger sent = new AtomicInteger();
        private final Timer timer = new Timer("recurring", true);
        private ConcurrentMessageListenerContainer<String, String> container;

        Container(String topic, int partitions) {
            this.topic = topic;
            this.partitions = partitions;
        }

        /** Until every consumer has its partition: before, one of them may work for all. */
        @Override
        public void start() throws InterruptedException {
            container.start();
            long deadline = System.nanoTime() + ASSIGNMENT_NANOS;
            while (!container.getContainers().stream().allMatch(Container::hasOnePartition)) {
                if (System.nanoTime() - deadline > 0) {
                    throw new IllegalStateException(topic + " is not shared out: " + container.getAssignedPartitions());
                }
                Thread.sleep(20);
            }
        }

        private static boolean hasOnePartition(KafkaMessageListenerContainer<?, ?> consumer) {
            return consumer.getAssignedPartitions() != null && consumer.getAssignedPartitions().size() == 1;
        }

        @Override
        public void pause() {
            container.pause();
        }

        @Override
        public void unpause() {
            container.resume();
        }

        @Override
        public void shutdown() {
            container.stop();
        }

        @Override
        public void enqueue(String id, long millis) throws Exception {
            send(id, String.valueOf(millis));
        }

        @Override
        public void repeat(String id, long periodMillis) throws Exception {
            send(id, EVERY + periodMillis);
        }

        private void send(String id, String what) throws Exception {
            producer.send(new ProducerRecord<>(topic, sent.getAndIncrement() % partitions, id, what)).get();
        }

        /** Somebody has to send what is to come again: the next record comes a period after the one before. */
        private void process(ConsumerRecord<String, String> message) {
            String what = message.value();
            if (!what.startsWith(EVERY)) {
                Ledger.run(message.key(), Long.parseLong(what));
                return;
            }
            Ledger.run(message.key(), 0);
            timer.schedule(new TimerTask() {
                @Override
                public void run() {
                    producer.send(new ProducerRecord<>(topic, message.partition(), message.key(), what));
                }
            }, Long.parseLong(what.substring(EVERY.length())));
        }
    }
}
