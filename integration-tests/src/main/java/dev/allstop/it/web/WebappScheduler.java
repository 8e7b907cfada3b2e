package dev.allstop.it.web;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.Properties;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;

/** A web application with a scheduler of its own: Quartz comes from its WEB-INF/lib, this class from WEB-INF/classes. */
public final class WebappScheduler implements ServletContextListener {

    private Scheduler scheduler;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        Properties properties = new Properties();
        properties.setProperty("org.quartz.scheduler.instanceName", "webapp");
        properties.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
        properties.setProperty("org.quartz.threadPool.threadCount", "2");
        try {
            scheduler = new StdSchedulerFactory(properties).getScheduler();
            scheduler.scheduleJob(JobBuilder.newJob(Tick.class).withIdentity("tick").build(),
                    TriggerBuilder.newTrigger().startNow().withSchedule(SimpleScheduleBuilder.simpleSchedule()
                            .withIntervalInMilliseconds(50).repeatForever()).build());
            scheduler.start();
        } catch (SchedulerException broken) {
            throw new IllegalStateException(broken);
        }
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        try {
            scheduler.shutdown(true);
        } catch (SchedulerException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** Says when it has run, by the JVM-wide property that the test's host looks at. */
    public static final class Tick implements Job {

        @Override
        public void execute(JobExecutionContext context) {
            System.out.println("tick");
        }
    }
}
