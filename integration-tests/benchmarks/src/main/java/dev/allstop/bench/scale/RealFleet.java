package dev.allstop.bench.scale;

import dev.allstop.bench.Samples;
import dev.allstop.bench.footprint.Process;
import dev.allstop.bench.host.Host;
import dev.allstop.bench.stop.Fleets;
import dev.allstop.bench.stop.Stopped;
import dev.allstop.it.harness.HostJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Forked JVMs with the finished jar. */
final class RealFleet extends Grown {

    RealFleet(int size) {
        super(size);
    }

    @Override
    public String name() {
        return "jvms-" + size();
    }

    @Override
    public String method() {
        return size() + " JVMs of 24 MB heap with the agent and an idle Quartz each, beside " + size()
                + " JVMs with nothing but JGroups, both on the stack `local`. To form: from the launch of the first JVM, all "
                + "at once, until each sees all; mostly the start of JVMs on few processors. Stop: from the call of `quietAll` inside "
                + "one of them until the last gate on any was closed, and until the report is back with all acknowledgements, "
                + "each time with the fleet at rest; bare: a broadcast of 300 bytes that every member answers with 400. Messages are "
                + "datagrams on the wire, as the kernel counts them in a network namespace of their own, from a stop until " + restMs()
                + " ms after it, less what is said in as much time at rest.";
    }

    @Override
    Subject bare() throws Exception {
        return Forked.in(Namespace.open(), inside -> Fleets.bare(size(), small(inside)), Fleets::roundTrip, bare -> { });
    }

    @Override
    Subject fleet() throws Exception {
        return Forked.in(Namespace.open(), inside -> Fleets.withAllstop(size(), 2, small(inside)), Fleets::quiet,
                Fleets::resume);
    }

    @Override
    boolean inTurns() {
        return true;
    }

    @Override
    String memory() {
        return "resident memory of a JVM (with Quartz on the right only)";
    }

    private static UnaryOperator<HostJvm.Builder> small(Optional<Namespace> namespace) {
        return jvm -> {
            namespace.ifPresent(inside -> jvm.launchedBy(inside.words()));
            return jvm.jvmOption("-Xmx24m").jvmOption("-Xss512k").jvmOption("-XX:ReservedCodeCacheSize=32m");
        };
    }

    /** JVMs in a namespace of their own, or without one where there are none. */
    private record Forked(Optional<Namespace> namespace, Fleets fleet, Function<Fleets, Stopped> ask,
                          Consumer<Fleets> undo) implements Subject {

        private interface Start {
            Fleets in(Optional<Namespace> namespace) throws Exception;
        }

        static Forked in(Optional<Namespace> namespace, Start start, Function<Fleets, Stopped> ask, Consumer<Fleets> undo)
                throws Exception {
            try {
                return new Forked(namespace, start.in(namespace), ask, undo);
            } catch (Exception failed) {
                namespace.ifPresent(Namespace::close);
                throw failed;
            }
        }

        @Override
        public double formedMs() {
            return fleet.formedMs();
        }

        @Override
        public Stopped stop() {
            return ask.apply(fleet);
        }

        @Override
        public void resume() {
            undo.accept(fleet);
        }

        @Override
        public Optional<Traffic> traffic() {
            return namespace.map(inside -> Namespace.traffic(fleet.first().pid()));
        }

        @Override
        public double memoryMb() {
            List<Double> resident = new ArrayList<>();
            for (Host host : fleet.hosts()) {
                try {
                    resident.add(Process.of(host.pid()).residentMb());
                } catch (IOException notLinux) {
                    throw new UncheckedIOException(notLinux);
                }
            }
            return Samples.of(resident).median();
        }

        @Override
        public void close() {
            fleet.close();
            namespace.ifPresent(Namespace::close);
        }
    }
}
