package dev.allstop.bench.host;

import dev.allstop.it.harness.HostJvm;
import dev.allstop.it.harness.Patience;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A forked JVM that answers lines by lines: {@link HostMain} and its like. */
public final class Host implements AutoCloseable {

    private static final AtomicInteger QUESTION = new AtomicInteger();

    private final HostJvm jvm;

    public Host(HostJvm jvm) {
        this.jvm = jvm;
    }

    /**
     * Gives an order and waits for the answer.
     *
     * @throws IllegalStateException when the order failed, or the JVM has ended
     */
    public String ask(String order) {
        String number = "#" + QUESTION.incrementAndGet();
        jvm.send(number + " " + order);
        String[] answer = new String[1];
        Patience.await("an answer of " + jvm.name() + " to " + order).atMost(Duration.ofMinutes(10)).until(() -> {
            answer[0] = jvm.out().lines().filter(line -> line.startsWith(number + " ")).findFirst()
                    .map(line -> line.substring(number.length() + 1)).orElse(null);
            if (answer[0] == null && !jvm.process().isAlive()) {
                throw new IllegalStateException(jvm.name() + " has ended:\n" + jvm.out() + jvm.err());
            }
            return answer[0] != null;
        });
        if (answer[0].startsWith("failed ")) {
            throw new IllegalStateException(jvm.name() + ", " + order + ": " + answer[0] + "\n" + jvm.err());
        }
        return answer[0];
    }

    /** Calls an operation of the fleet's bean from inside. @return how long it took */
    public Call fleet(String operation, String... arguments) {
        String[] parts = ask(("fleet " + operation + " " + String.join(" ", arguments)).trim()).split(" ", 3);
        return new Call(Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts[2]);
    }

    /**
     * A call.
     *
     * @param began by {@link System#nanoTime}, which is the same clock in all JVMs of a Linux machine
     */
    public record Call(long began, long ended, String headline) {

        public double ms() {
            return (ended - began) / 1e6;
        }
    }

    /** Waits until each of them sees as many nodes as there are. */
    public static void awaitAllSee(List<Host> hosts, String question) {
        for (Host host : hosts) {
            Patience.await(hosts.size() + " members in the eyes of " + host.jvm.name())
                    .atMost(Duration.ofMinutes(5)).pollInterval(Duration.ofMillis(100))
                    .until(() -> host.ask(question).equals(String.valueOf(hosts.size())));
        }
    }

    public long pid() {
        return jvm.pid();
    }

    @Override
    public void close() {
        jvm.close();
    }
}
