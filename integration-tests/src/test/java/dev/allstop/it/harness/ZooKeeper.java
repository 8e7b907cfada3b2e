package dev.allstop.it.harness;

import dev.allstop.it.elasticjob.ZooKeeperMain;

/** The ZooKeeper that all tests share, in a JVM that ends with this one: they differ in their namespaces. */
public final class ZooKeeper {

    private static final HostJvm JVM = HostJvm.named("zookeeper").withoutAgent().jvmOption("-Dzookeeper.admin.enableServer=false")
            .classPath(Library.folder("zookeeper")).classPath(Library.folder("common"))
            .main(ZooKeeperMain.class, HostJvm.outputFolder().toString()).start();

    private ZooKeeper() {
    }

    /** Host and port; starts it. */
    public static String address() {
        return JVM.out().lines().findFirst().orElseThrow();
    }
}
