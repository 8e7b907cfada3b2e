package dev.allstop.it.quartz;

import dev.allstop.it.subject.Subject;
import java.util.Properties;

/** Quartz on its RAMJobStore. */
public final class QuartzInMemory implements Subject {

    @Override
    public Server construct(String name, int workers) throws Exception {
        return new QuartzServer(name, workers, new Properties());
    }
}
