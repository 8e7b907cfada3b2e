package dev.allstop.bench.startup;

import dev.allstop.bench.stop.BareMember;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/** {@link StartMain} that joins a cluster in the background, with nothing but JGroups: what Allstop cannot do without. */
public final class JoinedMain {

    private JoinedMain() {
    }

    /** @param arguments name of a stack that Allstop ships, cluster, those of {@link StartMain} */
    public static void main(String[] arguments) throws Exception {
        Thread joining = new Thread(() -> join(arguments[0], arguments[1]), "joining");
        joining.setDaemon(true);
        joining.start();
        StartMain.main(Arrays.copyOfRange(arguments, 2, arguments.length));
    }

    private static void join(String stack, String cluster) {
        ManagementFactory.getPlatformMBeanServer();
        try {
            BareMember member = BareMember.on(stack, cluster);
            Runtime.getRuntime().addShutdownHook(new Thread(member::close));
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }
}
