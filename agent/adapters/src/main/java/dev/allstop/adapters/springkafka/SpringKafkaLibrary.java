package dev.allstop.adapters.springkafka;

import static dev.allstop.core.adapter.Reach.constructor;
import static dev.allstop.core.adapter.Reach.getter;
import static dev.allstop.core.adapter.Reach.method;
import static dev.allstop.core.adapter.Reach.neighbour;

import dev.allstop.core.adapter.PerClass;
import dev.allstop.core.adapter.UnsupportedShape;
import java.lang.invoke.MethodHandle;
import java.util.Collection;
import java.util.Map;

/**
 * All that is bound outside the job server itself, through any class that can see the library.
 *
 * @param unackedOffsets of the last poll, by partition; null unless records may be acknowledged out of order
 * @param deferredAcks   likewise
 */
record SpringKafkaLibrary(
        MethodHandle containerOfConsumer,
        MethodHandle parentOfContainer,
        MethodHandle kafkaConsumer,
        MethodHandle acks,
        MethodHandle offsets,
        MethodHandle unackedOffsets,
        MethodHandle deferredAcks,
        MethodHandle isPauseRequested,
        MethodHandle pause,
        MethodHandle resume,
        MethodHandle seek,
        MethodHandle topicPartition,
        Class<?> record,
        MethodHandle topic,
        MethodHandle partition,
        MethodHandle offset,
        MethodHandle key) {

    static final PerClass<SpringKafkaLibrary> BOUND = new PerClass<>(SpringKafkaLibrary::bind);

    private static SpringKafkaLibrary bind(Class<?> member) throws UnsupportedShape {
        Class<?> container = neighbour(member, SpringKafkaAdapter.CONTAINER);
        Class<?> consumer = neighbour(container, SpringKafkaAdapter.CONSUMER);
        Class<?> record = neighbour(container, "org.apache.kafka.clients.consumer.ConsumerRecord");
        return new SpringKafkaLibrary(
                getter(consumer, "this$0"),
                getter(container, "thisOrParentContainer"),
                getter(consumer, "consumer"),
                getter(consumer, "acks"),
                getter(consumer, "offsets"),
                getter(consumer, "offsetsInThisBatch"),
                getter(consumer, "deferredOffsets"),
                method(neighbour(container, SpringKafkaAdapter.ANY_CONTAINER), "isPauseRequested", 0),
                method(container, "pause", 0),
                method(container, "resume", 0),
                method(neighbour(container, "org.apache.kafka.clients.consumer.Consumer"), "seek", "TopicPartition",
                        "long"),
                constructor(neighbour(container, "org.apache.kafka.common.TopicPartition"), "String", "int"),
                record,
                method(record, "topic", 0),
                method(record, "partition", 0),
                method(record, "offset", 0),
                method(record, "key", 0));
    }

    /** The container that stands for a consumer: the one that it was made for. */
    Object serverOf(Object consumer) throws Throwable {
        return parentOfContainer.invoke(containerOfConsumer.invoke(consumer));
    }

    Object partitionOf(Object someRecord) throws Throwable {
        return topicPartition.invoke(topic.invoke(someRecord), partition.invoke(someRecord));
    }

    /** Whether all that this consumer has done is committed. On its own thread. */
    boolean allCommitted(Object consumer) throws Throwable {
        Map<?, ?> unacked = (Map<?, ?>) unackedOffsets.invoke(consumer);
        return ((Collection<?>) acks.invoke(consumer)).isEmpty() && ((Map<?, ?>) offsets.invoke(consumer)).isEmpty()
                && (unacked == null || unacked.isEmpty());
    }
}
