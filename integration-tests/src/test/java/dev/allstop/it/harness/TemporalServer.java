package dev.allstop.it.harness;

import dev.allstop.it.temporal.TemporalServerMain;

/** The Temporal test server that all tests share, in a JVM that ends with this one: they differ in their task queues. */
public final class TemporalServer {

    private static final HostJvm JVM = HostJvm.named("temporal").withoutAgent().jvmOption("-Xmx256m")
            .classPath(Library.folder("temporal-server")).classPath(Library.folder("common"))
            .main(TemporalServerMain.class).start();

    private TemporalServer() {
    }

    /** Host and port; starts it. */
    public static String address() {
        return JVM.out().lines().findFirst().orElseThrow();
    }
}
