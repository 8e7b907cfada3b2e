package dev.allstop.bench.scale;

import dev.allstop.bench.host.Host;
import dev.allstop.bench.host.HostClasses;
import dev.allstop.bench.stop.Stopped;
import dev.allstop.it.harness.HostJvm;
import java.util.Optional;

/** Many nodes in one JVM: more than one machine has memory for as JVMs of their own. */
final class InProcessFleet extends Grown {

    private static final int MANY = 200;

    InProcessFleet(int size) {
        super(size);
    }

    @Override
    public String name() {
        return "nodes-" + size();
    }

    @Override
    public String method() {
        return size() + " nodes in one JVM: the fleet with all that it does between nodes, over a job server that is a "
                + "pretence, without the woven hook; beside " + size() + " bare JGroups members in a JVM that is gone before. Both on the "
                + "stack `udp` with JGroups' in-process transport instead of UDP and without FD_SOCK2, asking for missing "
                + "messages every 2 s, with a heartbeat every 30 s, looking for other groups as seldom, and waiting for 5 s to be let in. "
                + "To form: until each has heard what each other has (bare: until each sees all), twenty joining at a time, and with the 5 s "
                + "for which the first waits for others. Stop: from the call of `quietAll` on one in the middle until the last "
                + "node was told to close its gates, and until the report is back with all acknowledgements, each time with "
                + "the fleet at rest, after " + warmUp() + " times that are not counted; one that comes back incomplete is given again, and the time runs on. Messages are those of the "
                + "transport, from a stop until " + restMs() + " ms after it (bare: 5 s at most), less those of as much time at rest. "
                + "All nodes share the machine's processors, so times here are the sum of what each does.";
    }

    /** Hundreds of members at rest leave others little of the processors. */
    @Override
    boolean inTurns() {
        return false;
    }

    /** Until the code is compiled: how its work grows with the fleet is the question here, not how it begins. */
    @Override
    int warmUp() {
        return size() > MANY ? 3 : 5;
    }

    /** What takes hosts of their own n messages each takes these processors n times n: there is no time for as many rounds. */
    @Override
    int rounds() {
        return size() > MANY ? 5 : super.rounds();
    }

    /** What each tells all others takes these processors n times n messages. */
    @Override
    long restMs() {
        return super.restMs() + (long) size() * size() / 8;
    }

    @Override
    Subject bare() {
        return launch("bare");
    }

    @Override
    Subject fleet() {
        return launch("allstop");
    }

    @Override
    String memory() {
        return "heap of a node";
    }

    private Forked launch(String kind) {
        HostJvm jvm = HostJvm.named(kind + "-" + size()).withoutAgent().jvmOption("-Xmx6g").jvmOption("-Xss512k")
                .jvmOption("-XX:TieredStopAtLevel=4").classPath(HostClasses.all())
                .main(InProcessMain.class, kind, String.valueOf(size())).launch();
        Host host = new Host(jvm);
        try {
            return new Forked(host, Double.parseDouble(host.ask("formed")));
        } catch (RuntimeException | Error neverFormed) {
            // it would take the processors from the sizes to come
            host.close();
            throw neverFormed;
        }
    }

    private record Forked(Host host, double formedMs) implements Subject {

        @Override
        public Stopped stop() {
            return Stopped.parse(host.ask("stop"));
        }

        @Override
        public void resume() {
            host.ask("resume");
        }

        @Override
        public Optional<Traffic> traffic() {
            return Optional.of(Traffic.parse(host.ask("traffic")));
        }

        @Override
        public double memoryMb() {
            return Double.parseDouble(host.ask("memory"));
        }

        @Override
        public void close() {
            host.close();
        }
    }
}
