package dev.allstop.bench.scale;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The shipped stack {@code udp} over a transport within one JVM. FD_SOCK2 is left out, which watches neighbours by TCP
 * connections. Missing messages are asked for every 2 s instead of 200 ms: within a JVM none gets lost, but with all nodes on
 * the same few processors many are late. Heartbeats and merges are as rare as a large fleet needs them, and rarer: a host of
 * its own hears each of n members, these processors hear n times n. And as they are busy with all the others, a newcomer waits
 * for 5 s to be answered, not for one, before it takes itself to be alone. Everything else is as it ships.
 */
final class LoopbackStack {

    private LoopbackStack() {
    }

    /** Writes it to a file of its own, which is removed at the end of this JVM. */
    static Path file() {
        try (InputStream udp = LoopbackStack.class.getResourceAsStream("/stacks/udp.xml")) {
            String shipped = new String(udp.readAllBytes(), StandardCharsets.UTF_8);
            String stack = replaced(replaced(shipped, "(?s)<UDP .*?/>", "<" + CountingLoopback.class.getName()
                    + " bind_addr=\"127.0.0.1\" bundler_type=\"no-bundler\" diag.enabled=\"false\" "
                    + "thread_pool.min_threads=\"0\" thread_pool.max_threads=\"60\" thread_pool.keep_alive_time=\"5000\"/>"),
                    "(?s)<FD_SOCK2 .*?/>", "");
            stack = replaced(stack, "use_mcast_xmit=\"false\" xmit_interval=\"200\"", "use_mcast_xmit=\"false\" xmit_interval=\"2000\"");
            stack = replaced(stack, "<UNICAST3 xmit_interval=\"200\"", "<UNICAST3 xmit_interval=\"2000\"");
            stack = replaced(stack, "<MERGE3 min_interval=\"1000\" max_interval=\"4000\"",
                    "<MERGE3 min_interval=\"10000\" max_interval=\"30000\"");
            stack = replaced(stack, "join_timeout=\"1000\"", "join_timeout=\"5000\"");
            stack = replaced(stack, "<FD_ALL3 interval=\"2000\" timeout=\"10000\"", "<FD_ALL3 interval=\"30000\" timeout=\"150000\"");
            Path file = Files.createTempFile("allstop-scale", ".xml");
            file.toFile().deleteOnExit();
            return Files.writeString(file, stack);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String replaced(String stack, String element, String by) {
        String changed = stack.replaceFirst(element, by);
        if (changed.equals(stack)) {
            throw new IllegalStateException("the shipped stack has no " + element + " any more: adapt this benchmark");
        }
        return changed;
    }
}
