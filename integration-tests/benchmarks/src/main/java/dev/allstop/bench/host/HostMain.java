package dev.allstop.bench.host;

import com.sun.management.OperatingSystemMXBean;
import dev.allstop.bench.stop.BareMember;
import dev.allstop.bench.stop.GateClockAgent;
import dev.allstop.it.subject.Subject;
import dev.allstop.it.subject.SubjectMXBean;
import dev.allstop.it.subject.SubjectMain;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.stream.Collectors;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * An application with a job server, ordered about by lines on its standard input, so that nothing is measured of the
 * way in: what is timed is timed in here. Answers each line with one line. Ends with its input.
 */
public final class HostMain {

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    private final SubjectMXBean subject;
    /** Where the compiler cannot see that nobody reads it. */
    private volatile byte[] dropped;

    private HostMain() throws Exception {
        subject = JMX.newMXBeanProxy(beans, new ObjectName(SubjectMXBean.NAME), SubjectMXBean.class);
    }

    /** @param arguments the {@link Subject}; then, to be a member without Allstop, a shipped stack and a cluster */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 1) {
            BareMember.on(arguments[1], arguments[2]);
        }
        SubjectMain.register(arguments[0], SubjectMXBean.NAME);
        HostMain host = new HostMain();
        System.out.println("ready");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ");
            System.out.println(words[0] + " " + host.obey(words[1], Arrays.asList(words).subList(2, words.length)));
        }
        System.exit(0);
    }

    private String obey(String order, List<String> arguments) {
        try {
            return switch (order) {
                case "serve" -> serve(arguments.get(0), Integer.parseInt(arguments.get(1)));
                case "closed" -> String.valueOf(GateClockAgent.closedNanos());
                case "enqueue" -> enqueue(arguments.get(0), Integer.parseInt(arguments.get(1)),
                        Long.parseLong(arguments.get(2)));
                case "running" -> String.valueOf(running());
                case "ended" -> ended(arguments.get(0));
                case "batch" -> batch(arguments.get(0), Integer.parseInt(arguments.get(1)),
                        Integer.parseInt(arguments.get(2)), Long.parseLong(arguments.get(3)));
                case "garbage" -> garbage(Integer.parseInt(arguments.get(0)));
                case "fleet" -> fleet(arguments.get(0), arguments.subList(1, arguments.size()));
                case "nodes" -> nodes();
                default -> "no such order: " + order;
            };
        } catch (Exception failed) {
            return "failed " + failed.toString().lines().findFirst().orElse("");
        }
    }

    private String serve(String name, int workers) throws Exception {
        int server = subject.construct(name, workers);
        subject.start(server);
        return String.valueOf(server);
    }

    private String enqueue(String prefix, int jobs, long millis) throws Exception {
        subject.enqueue(0, prefix, jobs, millis);
        return "enqueued";
    }

    private long running() {
        List<String> ledger = subject.ledgerAfter(0);
        return ledger.stream().filter(line -> line.contains(" START ")).count()
                - ledger.stream().filter(line -> line.contains(" END ")).count();
    }

    /** When the last of these jobs ended, by {@link System#nanoTime}. */
    private String ended(String prefix) {
        return subject.ledgerAfter(0).stream().map(line -> line.split(" ", 3))
                .filter(line -> line[1].equals("END") && line[2].startsWith(prefix))
                .map(line -> line[0]).reduce((one, later) -> later).orElse("none");
    }

    /**
     * A job server of its own for so many jobs; answers how many it ran in a second, from the first start to the
     * last end, and how much CPU time this JVM took for each, in nanoseconds.
     */
    private String batch(String name, int workers, int jobs, long millis) throws Exception {
        int server = subject.construct(name, workers);
        subject.enqueue(server, name, jobs, millis);
        int done = subject.ledgerSize() + 2 * jobs;
        long cpuBefore = system.getProcessCpuTime();
        subject.start(server);
        while (subject.ledgerSize() < done) {
            Thread.sleep(50);
        }
        long cpu = system.getProcessCpuTime() - cpuBefore;
        subject.shutdown(server);
        LongSummaryStatistics times = subject.ledgerAfter(0).stream().map(line -> line.split(" ", 3))
                .filter(line -> line[2].startsWith(name + "-"))
                .collect(Collectors.summarizingLong(line -> Long.parseLong(line[0])));
        return jobs * 1e9 / (times.getMax() - times.getMin()) + " " + (double) cpu / jobs;
    }

    /** Leaves so many megabytes behind for the collector, as any application does that works. */
    private String garbage(int megabytes) {
        for (int piece = 0; piece < megabytes * 16; piece++) {
            dropped = new byte[64 * 1024];
        }
        return "left";
    }

    /** How many the fleet has in the eyes of this one; none while its bean is not there yet. */
    private String nodes() throws Exception {
        ObjectName bean = new ObjectName("allstop:type=Fleet");
        return beans.isRegistered(bean) ? String.valueOf(beans.getAttribute(bean, "NodeCount")) : "0";
    }

    /** Calls an operation of the fleet's bean; answers when the call began and ended, by {@link System#nanoTime}. */
    private String fleet(String operation, List<String> arguments) throws Exception {
        String[] signature = new String[arguments.size()];
        Arrays.fill(signature, String.class.getName());
        ObjectName bean = new ObjectName("allstop:type=Fleet");
        long began = System.nanoTime();
        Object answer = beans.invoke(bean, operation, arguments.toArray(), signature);
        long ended = System.nanoTime();
        return began + " " + ended + " " + answer.toString().lines().findFirst().orElse("");
    }
}
