package dev.allstop.bench.stop;

import dev.allstop.bench.host.Host;
import dev.allstop.bench.host.HostClasses;
import dev.allstop.bench.host.HostMain;
import dev.allstop.it.harness.HostJvm;
import dev.allstop.it.harness.Library;
import dev.allstop.it.quartz.QuartzInMemory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Several JVMs of one fleet, with small heaps. */
public final class Fleets implements AutoCloseable {

    private static final String STACK = "local";
    /** A report by JVMs that have just joined waits for others that may be about to; that is not what is measured. */
    private static final long SETTLE_MS = 5_000;

    private final List<Host> hosts = new ArrayList<>();
    private final long began = System.nanoTime();
    private double formedMs;

    private Fleets() {
    }

    /** Each with the agent and one Quartz scheduler on its RAM store; returns when they are one fleet at rest. */
    public static Fleets withAllstop(int size, int workers) throws Exception {
        return withAllstop(size, workers, jvm -> jvm);
    }

    /** @param how they are launched otherwise */
    public static Fleets withAllstop(int size, int workers, UnaryOperator<HostJvm.Builder> how) throws Exception {
        Fleets fleet = new Fleets();
        String cluster = HostJvm.uniqueCluster();
        Path gateClock = GateClock.jar();
        List<HostJvm> launched = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            launched.add(how.apply(HostJvm.named("node-" + i).cluster(cluster).option("stack", STACK)
                    .jvmOption("-javaagent:" + gateClock).jvmOption("-Xmx64m")
                    .classPath(HostClasses.with(Library.newest("quartz").classPath()))
                    .main(HostMain.class, QuartzInMemory.class.getName())).launch());
        }
        fleet.adopt(launched);
        fleet.hosts.forEach(host -> host.ask("serve orders " + workers));
        fleet.awaitFormed();
        Thread.sleep(SETTLE_MS);
        return fleet;
    }

    /** Each with JGroups alone, on the same stack. */
    public static Fleets bare(int size) {
        return bare(size, jvm -> jvm);
    }

    /** @param how they are launched otherwise */
    public static Fleets bare(int size, UnaryOperator<HostJvm.Builder> how) {
        Fleets fleet = new Fleets();
        String cluster = HostJvm.uniqueCluster();
        List<Path> classPath = HostClasses.all();
        List<HostJvm> launched = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            HostJvm.Builder bare = HostJvm.named("bare-" + i).withoutAgent().jvmOption("-Xmx64m");
            BareMember.options(cluster).forEach(bare::jvmOption);
            launched.add(how.apply(bare.classPath(classPath).main(BareMain.class, STACK, cluster)).launch());
        }
        fleet.adopt(launched);
        fleet.awaitFormed();
        return fleet;
    }

    private void awaitFormed() {
        Host.awaitAllSee(hosts, "nodes");
        formedMs = (System.nanoTime() - began) / 1e6;
    }

    /** From the launch of the first JVM until each saw all. */
    public double formedMs() {
        return formedMs;
    }

    private void adopt(List<HostJvm> launched) {
        launched.forEach(jvm -> hosts.add(new Host(jvm)));
        launched.forEach(jvm -> jvm.awaitOutput("ready"));
    }

    /** Of a bare fleet: from the question to the last answer. */
    public Stopped roundTrip() {
        String[] times = first().ask("broadcast").split(" ");
        return Stopped.roundTrip((Long.parseLong(times[1]) - Long.parseLong(times[0])) / 1e6);
    }

    /** Of a fleet with Allstop, from the call of {@code quietAll} on one node. */
    public Stopped quiet() {
        Host.Call call = first().fleet("quietAll");
        LongSummaryStatistics closed = hosts.stream()
                .collect(Collectors.summarizingLong(host -> Long.parseLong(host.ask("closed"))));
        if (closed.getMin() < call.began()) {
            throw new IllegalStateException("a gate was not closed by this call: " + call.headline());
        }
        return new Stopped((closed.getMax() - call.began()) / 1e6, call.ms());
    }

    /** Of a fleet with Allstop. */
    public void resume() {
        first().fleet("resumeAll");
    }

    public Host first() {
        return hosts.get(0);
    }

    public List<Host> hosts() {
        return List.copyOf(hosts);
    }

    @Override
    public void close() {
        hosts.forEach(Host::close);
    }
}
