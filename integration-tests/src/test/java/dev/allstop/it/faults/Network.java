package dev.allstop.it.faults;

import dev.allstop.it.harness.HostJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Hosts that see each other through one switch and nothing else: a network namespace each, VXLAN to a
 * {@link SwitchMain} in one more. The machine's own network is not touched. Needs root, iproute2 and a kernel with VXLAN.
 */
final class Network implements AutoCloseable {

    /** The largest fleet, and a JVM that starts later. */
    static final int HOSTS = 8;

    private static final String CABLES = "10.213.77";
    private static final String HOST_ADDRESSES = "10.214.77";

    private final String prefix;
    private final Thread cleaner;
    private Process switchProcess;
    private BufferedReader switchAnswers;

    /**
     * @param number of this network among those of this JVM
     * @param seed   of what gets lost
     */
    Network(int number, long seed) {
        prefix = "allstop-" + ProcessHandle.current().pid() + "-" + number + "-";
        cleaner = new Thread(this::remove, "network-cleaner");
        Runtime.getRuntime().addShutdownHook(cleaner);
        try {
            build();
            startSwitch(seed);
        } catch (RuntimeException unfit) {
            close();
            throw unfit;
        }
    }

    /** Why there can be no such network here; empty when there can. */
    static Optional<String> whyNot() {
        String name = "allstop-" + ProcessHandle.current().pid() + "-probe";
        try {
            ip("netns", "add", name);
        } catch (RuntimeException no) {
            return Optional.of("no network namespaces: run as root, with iproute2 installed (" + no.getMessage() + ")");
        }
        try {
            ip("-n", name, "link", "add", "v0", "type", "veth", "peer", "name", "v1");
            ip("-n", name, "link", "add", "x0", "type", "vxlan", "id", "1", "dstport", "4789", "remote", "10.0.0.1", "dev", "v0");
            return Optional.empty();
        } catch (RuntimeException no) {
            return Optional.of("the kernel has no veth or no VXLAN (" + no.getMessage() + ")");
        } finally {
            ip("netns", "del", name);
        }
    }

    private void build() {
        String hub = prefix + "hub";
        ip("netns", "add", hub);
        ip("-n", hub, "link", "add", "cables", "type", "bridge");
        ip("-n", hub, "addr", "add", CABLES + ".254/24", "dev", "cables");
        ip("-n", hub, "link", "set", "cables", "up");
        ip("-n", hub, "link", "set", "lo", "up");
        for (int host = 1; host <= HOSTS; host++) {
            String name = prefix + host;
            ip("netns", "add", name);
            ip("-n", name, "link", "set", "lo", "up");
            ip("-n", hub, "link", "add", "port" + host, "type", "veth", "peer", "name", "cable", "netns", name);
            ip("-n", hub, "link", "set", "port" + host, "master", "cables", "up");
            ip("-n", name, "addr", "add", CABLES + "." + host + "/24", "dev", "cable");
            ip("-n", name, "link", "set", "cable", "up");
            ip("-n", name, "link", "add", "eth0", "address", "02:00:00:00:00:0" + host, "type", "vxlan", "id", "1",
                    "remote", CABLES + ".254", "dstport", "4789", "dev", "cable", "nolearning");
            // the switch takes frames as they would be on a cable, not some of them joined for a faster card
            ip("-n", name, "link", "set", "eth0", "gso_max_segs", "1");
            ip("-n", name, "addr", "add", address(host) + "/24", "dev", "eth0");
            ip("-n", name, "link", "set", "eth0", "up");
        }
    }

    private void startSwitch(long seed) {
        List<String> command = new ArrayList<>(List.of(inside("hub")));
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", HostJvm.classes().toString(),
                SwitchMain.class.getName(), CABLES, String.valueOf(HOSTS), String.valueOf(seed)));
        try {
            switchProcess = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            switchAnswers = new BufferedReader(
                    new InputStreamReader(switchProcess.getInputStream(), StandardCharsets.UTF_8));
            answer("ready");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** What starts a command on this host. */
    String[] on(int host) {
        return inside(String.valueOf(host));
    }

    private String[] inside(String name) {
        return new String[]{"ip", "netns", "exec", prefix + name};
    }

    static String address(int host) {
        return HOST_ADDRESSES + "." + host;
    }

    /** From now on frames one way are lost with this probability and arrive late by so much. */
    synchronized void link(int from, int to, double loss, long delayMs) {
        tell("set " + from + " " + to + " " + loss + " " + delayMs);
    }

    /** All links are perfect again. */
    synchronized void heal() {
        tell("clear");
    }

    private void tell(String line) {
        try {
            switchProcess.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            switchProcess.getOutputStream().flush();
            answer("ok");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void answer(String expected) throws IOException {
        String line = switchAnswers.readLine();
        if (!expected.equals(line)) {
            throw new IllegalStateException("the switch said " + line + " instead of " + expected);
        }
    }

    private static void ip(String... words) {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(words));
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + said);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Devices go with the namespaces that they are in. */
    private void remove() {
        if (switchProcess != null) {
            switchProcess.destroyForcibly();
        }
        for (int host = 0; host <= HOSTS; host++) {
            try {
                ip("netns", "del", prefix + (host == 0 ? "hub" : host));
            } catch (RuntimeException neverMade) {
                continue;
            }
        }
    }

    @Override
    public void close() {
        remove();
        try {
            Runtime.getRuntime().removeShutdownHook(cleaner);
        } catch (IllegalStateException goingDown) {
            return;
        }
    }
}
