package dev.allstop.it.faults;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;

/**
 * A JVM full of short jobs. Jobs write down their own starts and ends as they happen, on standard output, so that the
 * ledger survives a SIGKILL; a watcher writes beside them what the agent says of this JVM at that moment.
 *
 * <ul>
 * <li>{@code START <nanos> <id>}, {@code END <nanos> <id>}
 * <li>{@code SAID <nanos> <state of the job server> <ids of holds in force, by commas, or ->}: it was so at that time
 * </ul>
 *
 * Line of standard input: {@code long <id> <ms>}, a job of that length, now. Ends with its standard input.
 */
public final class NodeMain {

    private static final int WORKERS = 4;
    private static final long LOOK_MS = 5;
    private static final String MILLIS = "millis";

    private NodeMain() {
    }

    /** @param args period of the short jobs and how long each lasts, in milliseconds */
    public static void main(String[] args) throws Exception {
        Properties properties = new Properties();
        properties.setProperty("org.quartz.scheduler.instanceName", "orders");
        properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        properties.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
        properties.setProperty("org.quartz.threadPool.threadCount", String.valueOf(WORKERS));
        Scheduler scheduler = new StdSchedulerFactory(properties).getScheduler();
        scheduler.scheduleJob(job("short", Long.parseLong(args[1])), TriggerBuilder.newTrigger().startNow()
                .withSchedule(SimpleScheduleBuilder.repeatSecondlyForever().withIntervalInMilliseconds(
                        Long.parseLong(args[0]))).build());
        scheduler.start();
        Thread watcher = new Thread(NodeMain::watch, "watcher");
        watcher.setDaemon(true);
        watcher.start();
        System.out.println("ready");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ");
            scheduler.scheduleJob(job(words[1], Long.parseLong(words[2])), TriggerBuilder.newTrigger().startNow().build());
        }
        System.exit(0);
    }

    private static JobDetail job(String id, long millis) {
        return JobBuilder.newJob(Written.class).withIdentity(id).usingJobData(MILLIS, millis).build();
    }

    /** Public with a public constructor, as Quartz makes it by name. */
    public static final class Written implements Job {

        @Override
        public void execute(JobExecutionContext context) {
            String id = context.getJobDetail().getKey().getName();
            write("START " + System.nanoTime() + " " + id);
            try {
                Thread.sleep(context.getMergedJobDataMap().getLong(MILLIS));
            } catch (InterruptedException harmed) {
                write("INTERRUPTED " + System.nanoTime() + " " + id);
            }
            write("END " + System.nanoTime() + " " + id);
        }
    }

    /** The time is taken afterwards: what was said was true before it. */
    private static void watch() {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        String before = "";
        try {
            ObjectName fleet = new ObjectName("allstop:type=Fleet");
            ObjectName servers = new ObjectName("allstop:type=JobServer,*");
            while (true) {
                Thread.sleep(LOOK_MS);
                if (beans.isRegistered(fleet) && !beans.queryNames(servers, null).isEmpty()) {
                    String holds = ids((String[]) beans.getAttribute(fleet, "Holds"));
                    String said = beans.getAttribute(beans.queryNames(servers, null).iterator().next(), "State") + " "
                            + holds;
                    // neither before nor after a change, but across one, state and holds do not belong together
                    if (!said.equals(before) && holds.equals(ids((String[]) beans.getAttribute(fleet, "Holds")))) {
                        before = said;
                        write("SAID " + System.nanoTime() + " " + said);
                    }
                }
            }
        } catch (Exception broken) {
            write("BROKEN " + System.nanoTime() + " " + broken);
        }
    }

    private static String ids(String[] holds) {
        StringBuilder ids = new StringBuilder();
        for (String hold : holds) {
            ids.append(ids.length() == 0 ? "" : ",").append(hold.split(" ")[0]);
        }
        return ids.length() == 0 ? "-" : ids.toString();
    }

    /** One write, so that a SIGKILL leaves whole lines. */
    private static void write(String line) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        synchronized (NodeMain.class) {
            System.out.write(bytes, 0, bytes.length);
            System.out.flush();
        }
    }
}
