package dev.allstop.bench.startup;

import dev.allstop.it.subject.Subject;
import java.io.IOException;

/** An application that does nothing but start, perhaps with a job server, and end when it is told to. */
public final class StartMain {

    private StartMain() {
    }

    /** @param arguments a {@link Subject}, or none */
    public static void main(String[] arguments) throws Exception {
        System.out.println("main");
        if (arguments.length > 0) {
            startJobServer(arguments[0]);
        }
        awaitOrder();
        System.out.println("bye");
        System.exit(0);
    }

    private static void startJobServer(String subject) throws Exception {
        ((Subject) Class.forName(subject).getConstructor().newInstance()).construct("orders", 2).start();
        System.out.println("started");
    }

    private static void awaitOrder() throws IOException {
        if (System.in.read() < 0) {
            System.exit(1);
        }
    }
}
