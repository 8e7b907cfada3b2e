package dev.allstop.adapters.executor;

import java.util.List;

/** Classes whose pools carry something other than an application's jobs, or jobs of another kind. */
final class Infrastructure {

    private static final List<String> PACKAGES = List.of(
            // web servers
            "org.apache.tomcat.", "org.apache.catalina.", "org.apache.coyote.", "org.eclipse.jetty.", "io.undertow.",
            "org.xnio.", "org.jboss.threads.", "org.glassfish.", "com.sun.net.httpserver.",
            // connections, clients, networks
            "com.zaxxer.hikari.", "com.mchange.", "org.apache.commons.dbcp", "oracle.jdbc.", "org.postgresql.",
            "com.mysql.", "org.h2.", "io.netty.", "reactor.", "io.lettuce.", "redis.clients.", "org.redisson.",
            "io.grpc.", "okhttp3.", "org.apache.http.", "org.apache.hc.", "org.jgroups.", "org.infinispan.",
            "com.hazelcast.", "org.apache.zookeeper.", "org.apache.curator.", "org.apache.kafka.", "com.rabbitmq.",
            "org.springframework.web.", "org.springframework.messaging.", "org.springframework.http.",
            // what watches and logs
            "io.micrometer.", "io.prometheus.", "org.jolokia.", "ch.qos.logback.", "org.apache.logging.",
            "io.opentelemetry.",
            // job servers, which are of a kind of their own
            "org.quartz.", "org.jobrunr.", "com.github.kagkarlsson.scheduler.", "org.springframework.kafka.",
            "org.springframework.amqp.", "org.springframework.jms.", "org.flowable.", "org.camunda.",
            "org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler",
            "org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler",
            "org.springframework.scheduling.config.", "com.xxl.job.", "org.apache.shardingsphere.elasticjob.",
            "io.temporal.", "net.greghaines.jesque.");

    private Infrastructure() {
    }

    /** By the class itself and, for the JDK and Allstop, by its loader. */
    static boolean owns(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader == ClassLoader.getPlatformClassLoader()
                || loader == Infrastructure.class.getClassLoader() || isIn(type.getName());
    }

    static boolean isIn(String className) {
        for (String name : PACKAGES) {
            if (className.startsWith(name)) {
                return true;
            }
        }
        return false;
    }
}
