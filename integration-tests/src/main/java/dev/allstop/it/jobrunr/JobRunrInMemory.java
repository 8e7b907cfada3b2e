package dev.allstop.it.jobrunr;

import dev.allstop.it.subject.Subject;
import org.jobrunr.storage.InMemoryStorageProvider;

/** JobRunr with a storage in memory for each server. */
public final class JobRunrInMemory implements Subject {

    @Override
    public Server construct(String name, int workers) {
        return new JobRunrServer(name, workers, new InMemoryStorageProvider());
    }
}
