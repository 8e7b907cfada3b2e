package dev.allstop.adapters.jobrunr;

import static dev.allstop.core.adapter.Reach.getter;
import static dev.allstop.core.adapter.Reach.method;
import static dev.allstop.core.adapter.Reach.neighbour;

import dev.allstop.core.adapter.PerClass;
import dev.allstop.core.adapter.UnsupportedShape;
import java.lang.invoke.MethodHandle;
import java.util.List;

/** All that is bound of JobRunr outside the server itself, through any class that can see the library. */
record JobRunrLibrary(
        Generation generation,
        MethodHandle serverOfFetch,
        Class<?> performer,
        MethodHandle serverOfPerformer,
        MethodHandle jobOfPerformer,
        MethodHandle jobId,
        MethodHandle jobName,
        MethodHandle jobState,
        MethodHandle jobHistory,
        MethodHandle enqueue,
        MethodHandle getJobById,
        MethodHandle save,
        Class<?> modifiedByOther,
        Class<?> jobNotFound) {

    static final PerClass<JobRunrLibrary> BOUND = new PerClass<>(JobRunrLibrary::bind);

    private static JobRunrLibrary bind(Class<?> member) throws UnsupportedShape {
        Generation generation = Generation.of(member);
        Class<?> performer = neighbour(member, JobRunrAdapter.PERFORMER);
        Class<?> job = neighbour(member, "org.jobrunr.jobs.Job");
        Class<?> storage = neighbour(member, "org.jobrunr.storage.StorageProvider");
        return new JobRunrLibrary(
                generation,
                getter(neighbour(member, generation.fetchClass()), "backgroundJobServer"),
                performer,
                getter(performer, "backgroundJobServer"),
                getter(performer, "job"),
                method(job, "getId", 0),
                method(job, "getJobName", 0),
                method(job, "getState", 0),
                getter(job, "jobHistory"),
                method(job, "enqueue", 0),
                method(storage, "getJobById", "UUID"),
                method(storage, "save", "Job"),
                neighbour(member, "org.jobrunr.storage.ConcurrentJobModificationException"),
                neighbour(member, "org.jobrunr.storage.JobNotFoundException"));
    }

    /** What a {@link dev.allstop.core.gate.Run} holds is the job, or the performer when its commit was not seen. */
    Object jobOf(Object subject) throws Throwable {
        return performer.isInstance(subject) ? jobOfPerformer.invoke(subject) : subject;
    }

    /** Name of {@code org.jobrunr.jobs.states.StateName}, such as {@code PROCESSING}. */
    String stateOf(Object job) throws Throwable {
        return String.valueOf(jobState.invoke(job));
    }

    /** All states the job went through, the present one last; the job's own list. */
    @SuppressWarnings("unchecked")
    List<Object> historyOf(Object job) throws Throwable {
        return (List<Object>) jobHistory.invoke(job);
    }
}
