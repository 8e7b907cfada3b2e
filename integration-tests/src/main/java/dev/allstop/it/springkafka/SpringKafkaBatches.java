package dev.allstop.it.springkafka;

import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.listener.BatchMessageListener;

/** Listeners that take all that a poll has brought: here one record, since such a batch is one job to Allstop. */
public final class SpringKafkaBatches extends SpringKafka {

    @Override
    Object listener(Consumer<ConsumerRecord<String, String>> process) {
        return (BatchMessageListener<String, String>) records -> records.forEach(process);
    }

    @Override
    Map<String, Object> consumer() {
        Map<String, Object> consumer = super.consumer();
        consumer.put("max.poll.records", 1);
        return consumer;
    }
}
