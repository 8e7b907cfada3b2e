package dev.allstop.it.quartz;

import dev.allstop.it.subject.Subject;
import java.util.Date;
import java.util.Properties;
import org.quartz.SchedulerException;

/** Jobs that are not due yet: enqueued with the time until they are, and over at once. On the RAMJobStore. */
public class QuartzAhead implements Subject {

    @Override
    public Server construct(String name, int workers) throws Exception {
        return new AheadServer(name, workers, new Properties());
    }

    static final class AheadServer extends QuartzServer {

        AheadServer(String name, int workers, Properties store) throws Exception {
            super(name, workers, store);
        }

        @Override
        public void enqueue(String id, long millisUntilDue) throws SchedulerException {
            enqueue(id, 0, new Date(System.currentTimeMillis() + millisUntilDue));
        }
    }
}
