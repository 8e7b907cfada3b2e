package dev.allstop.it.quartz;

import dev.allstop.it.subject.Subject;
import java.util.Date;
import java.util.Properties;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.TriggerBuilder;
import org.quartz.impl.SchedulerRepository;
import org.quartz.impl.StdSchedulerFactory;

/** A Quartz scheduler as Spring's factory makes it: taken out of the repository, so that names may repeat. */
class QuartzServer implements Subject.Server {

    private static final String OVERRIDE = "it.";

    private final Scheduler scheduler;

    QuartzServer(String name, int workers, Properties store) throws SchedulerException {
        Properties properties = new Properties();
        properties.setProperty("org.quartz.scheduler.instanceName", name);
        properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        properties.setProperty("org.quartz.scheduler.batchTriggerAcquisitionMaxCount", String.valueOf(workers));
        properties.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
        properties.setProperty("org.quartz.threadPool.threadCount", String.valueOf(workers));
        properties.setProperty("org.quartz.jobStore.misfireThreshold", "1000");
        properties.putAll(store);
        // A test may choose another pool, store or job class: -Dit.org.quartz.…
        System.getProperties().stringPropertyNames().stream().filter(key -> key.startsWith(OVERRIDE))
                .forEach(key -> properties.setProperty(key.substring(OVERRIDE.length()), System.getProperty(key)));
        scheduler = new StdSchedulerFactory(properties).getScheduler();
        SchedulerRepository.getInstance().remove(name);
    }

    @Override
    public void start() throws SchedulerException {
        scheduler.start();
    }

    @Override
    public void pause() throws SchedulerException {
        scheduler.standby();
    }

    @Override
    public void unpause() throws SchedulerException {
        scheduler.start();
    }

    @Override
    public void shutdown() throws SchedulerException {
        scheduler.shutdown(true);
    }

    @Override
    public void enqueue(String id, long millis) throws SchedulerException {
        enqueue(id, millis, new Date());
    }

    final void enqueue(String id, long millis, Date due) throws SchedulerException {
        scheduler.scheduleJob(job(id, millis), TriggerBuilder.newTrigger().withIdentity(id).startAt(due).build());
    }

    @Override
    public void repeat(String id, long periodMillis) throws SchedulerException {
        scheduler.scheduleJob(job(id, 0), TriggerBuilder.newTrigger().withIdentity(id).startNow()
                .withSchedule(SimpleScheduleBuilder.simpleSchedule().withIntervalInMilliseconds(periodMillis)
                        .repeatForever()).build());
    }

    private static JobDetail job(String id, long millis) {
        return JobBuilder.newJob(id.startsWith("broken") ? BrokenJob.class : LedgerJob.class).withIdentity(id).usingJobData(LedgerJob.MILLIS, String.valueOf(millis))
                .build();
    }
}
