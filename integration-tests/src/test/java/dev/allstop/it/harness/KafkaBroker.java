package dev.allstop.it.harness;

import dev.allstop.it.springkafka.BrokerMain;

/** The Kafka broker that all tests share, in a JVM that ends with this one: they differ in their topics. */
public final class KafkaBroker {

    private static final HostJvm JVM = HostJvm.named("kafka").withoutAgent().jvmOption("-Xmx256m")
            .classPath(Library.folder("kafka-broker")).main(BrokerMain.class, HostJvm.outputFolder().toString()).start();

    private KafkaBroker() {
    }

    /** Host and port; starts it. */
    public static String address() {
        return JVM.out().lines().findFirst().orElseThrow();
    }
}
