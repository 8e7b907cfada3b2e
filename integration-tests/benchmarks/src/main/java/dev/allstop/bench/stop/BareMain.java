package dev.allstop.bench.stop;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** A JVM with nothing but JGroups, ordered about by lines as {@link dev.allstop.bench.host.HostMain} is. */
public final class BareMain {

    private BareMain() {
    }

    /** @param arguments name of a stack that Allstop ships, cluster */
    public static void main(String[] arguments) throws Exception {
        try (BareMember member = BareMember.on(arguments[0], arguments[1])) {
            System.out.println("ready");
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ");
                System.out.println(words[0] + " " + switch (words[1]) {
                    case "nodes" -> member.members();
                    case "broadcast" -> {
                        long began = System.nanoTime();
                        member.broadcast();
                        yield began + " " + System.nanoTime();
                    }
                    default -> "failed, no such order: " + words[1];
                });
            }
        }
        System.exit(0);
    }
}
