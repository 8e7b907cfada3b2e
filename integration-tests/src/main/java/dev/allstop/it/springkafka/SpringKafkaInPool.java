package dev.allstop.it.springkafka;

import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** Listener containers whose consumers run on the threads of a pool of the application. */
public final class SpringKafkaInPool extends SpringKafka {

    @Override
    void configure(ContainerProperties properties, int workers) {
        ThreadPoolTaskExecutor pool = new ThreadPoolTaskExecutor();
        pool.setThreadNamePrefix("consumers-");
        pool.setCorePoolSize(workers + 1);
        pool.initialize();
        // A job of its own beside the consumers.
        pool.execute(() -> { });
        properties.setListenerTaskExecutor(pool);
    }
}
