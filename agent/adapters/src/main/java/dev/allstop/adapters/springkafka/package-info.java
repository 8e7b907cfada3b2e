/**
 * Spring Kafka's listener containers, 2.9 to 4.1. Facts were read from the sources of 2.9.13, 3.3.16 and 4.1.2; the
 * classes, methods and fields named here are the same in all of them.
 *
 * <p>The job server is a {@code ConcurrentMessageListenerContainer}, or a {@code KafkaMessageListenerContainer} that
 * belongs to none. Each consumer is one thread, {@code ListenerConsumer}, that polls up to 500 records
 * ({@code max.poll.records}) and calls the listener with them, one by one ({@code doInvokeRecordListener}) or all at
 * once ({@code doInvokeBatchListener}); either is the commit point. The library's own {@code pause()} works off all that
 * was polled, and still starts what a poll under way brings.
 *
 * <p>While held, a consumer is paused the way the library pauses it, so that it goes on polling and stays in its group:
 * its partitions stay with it, however long the hold. What it had polled and not started is given back by moving the
 * consumer back to the first such record of each partition ({@code Consumer.seek}, as the library's own error handlers
 * do); no offset of it was committed. All of that is done on the consumer's own thread, the only one that may touch it.
 *
 * <p>A record whose listener has returned is done only once its offset is committed, which by default
 * ({@code AckMode.BATCH}) happens in the next round of that thread: a JVM that went down before would get it again.
 *
 * <p>Without Allstop, too, a listener that takes longer than {@code max.poll.interval.ms} loses its partitions, and
 * another consumer runs the same record. That limit is of the Kafka client's making, and a drain does not lift it.
 */
package dev.allstop.adapters.springkafka;
