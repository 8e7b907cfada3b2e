package dev.allstop.bench.footprint;

import static dev.allstop.bench.Row.added;
import static dev.allstop.bench.Row.mb;
import static dev.allstop.bench.Row.number;

import dev.allstop.bench.Chapter;
import dev.allstop.bench.Row;
import dev.allstop.bench.Samples;
import dev.allstop.bench.host.Host;
import dev.allstop.bench.host.HostClasses;
import dev.allstop.bench.host.HostMain;
import dev.allstop.bench.stop.BareMember;
import dev.allstop.it.harness.HostJvm;
import dev.allstop.it.harness.Library;
import dev.allstop.it.quartz.QuartzInMemory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** What the agent occupies in a JVM that is left alone. */
public final class Footprint implements Chapter {

    private static final int SIZE = 5;
    /** Pooled threads have gone by then. */
    private static final long REST_MS = 15_000;
    /** More than a young generation. */
    private static final int GARBAGE_MB = 64;

    @Override
    public String name() {
        return "footprint";
    }

    @Override
    public String method() {
        return SIZE + " JVMs of one fleet with an idle Quartz scheduler each, " + SIZE + " without the agent, and " + SIZE
                + " with JGroups on the same stack and nothing else, " + REST_MS / 1000 + " s after the last has joined, "
                + "before anybody has called anything. Resident memory and threads as the kernel counts them (so Linux "
                + "only); a heap of at most 64 MB, serial collector. Before the second look each JVM has left " + GARBAGE_MB + " MB of garbage behind: an application that does nothing "
                + "has not even touched its young generation, and what starts beside it is charged with all of that.";
    }

    @Override
    public List<Row> measure() throws Exception {
        String cluster = HostJvm.uniqueCluster();
        List<Host> bare = new ArrayList<>();
        List<Host> jgroups = new ArrayList<>();
        List<Host> allstop = new ArrayList<>();
        try {
            for (int i = 0; i < SIZE; i++) {
                bare.add(serving(host("bare-" + i).withoutAgent()));
                jgroups.add(serving(member("jgroups-" + i, cluster)));
                allstop.add(serving(host("node-" + i).cluster(cluster)));
            }
            Host.awaitAllSee(allstop, "nodes");
            Thread.sleep(REST_MS);
            List<Row> rows = new ArrayList<>();
            List<Process> idle = lookAt(allstop);
            rows.add(memory("resident memory, of an application that does nothing", lookAt(bare), lookAt(jgroups), idle));
            for (Host host : Stream.of(bare, jgroups, allstop).flatMap(List::stream).toList()) {
                host.ask("garbage " + GARBAGE_MB);
            }
            rows.add(memory("resident memory, of one that has filled its young generation", lookAt(bare),
                    lookAt(jgroups), lookAt(allstop)));
            rows.add(threads(lookAt(bare), lookAt(jgroups), idle));
            return rows;
        } finally {
            bare.forEach(Host::close);
            jgroups.forEach(Host::close);
            allstop.forEach(Host::close);
        }
    }

    private static Row memory(String what, List<Process> bare, List<Process> jgroups, List<Process> allstop) {
        double without = median(bare, Process::residentMb);
        double added = median(allstop, Process::residentMb) - without;
        return Row.budgeted(what, mb(without) + ", JGroups alone +" + mb(median(jgroups, Process::residentMb) - without),
                mb(median(allstop, Process::residentMb)), added(mb(added)), "< 25 MB added", added < 25);
    }

    private static Row threads(List<Process> bare, List<Process> jgroups, List<Process> allstop) {
        double without = median(bare, Process::threads);
        double own = median(allstop, Process::allstopThreads);
        return Row.budgeted("platform threads",
                number(without) + ", JGroups alone +" + number(median(jgroups, Process::threads) - without),
                number(median(allstop, Process::threads)), number(own) + " of Allstop", "< 8 added", own < 8);
    }

    private static double median(List<Process> processes, ToDoubleFunction<Process> figure) {
        return Samples.of(processes.stream().map(figure::applyAsDouble).toList()).median();
    }

    private static HostJvm.Builder host(String name) {
        return HostJvm.named(name).jvmOption("-Xmx64m").jvmOption("-XX:TieredStopAtLevel=4")
                .classPath(HostClasses.with(Library.newest("quartz").classPath()))
                .main(HostMain.class, QuartzInMemory.class.getName());
    }

    /** Without Allstop, in a cluster on the same stack. */
    private static HostJvm.Builder member(String name, String cluster) {
        List<Path> classPath = Stream.concat(HostClasses.with(Library.newest("quartz").classPath()).stream(),
                HostClasses.all().stream().filter(path -> path.toString().contains("jgroups"))).toList();
        HostJvm.Builder member = host(name).withoutAgent().classPath(classPath)
                .main(HostMain.class, QuartzInMemory.class.getName(), "local", cluster);
        BareMember.options(cluster).forEach(member::jvmOption);
        return member;
    }

    private static Host serving(HostJvm.Builder builder) {
        Host host = new Host(builder.start());
        host.ask("serve orders 2");
        return host;
    }

    private static List<Process> lookAt(List<Host> hosts) throws IOException {
        List<Process> processes = new ArrayList<>();
        for (Host host : hosts) {
            processes.add(Process.of(host.pid()));
        }
        return processes;
    }
}
