package dev.allstop.adapters.jesque;

import dev.allstop.core.adapter.ByIdentity;
import dev.allstop.core.adapter.Reach;
import dev.allstop.core.adapter.ServerControl;
import dev.allstop.core.adapter.TestedVersions;
import dev.allstop.core.adapter.UnsupportedShape;
import dev.allstop.core.gate.Run;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;

/** A {@code WorkerPool} or a single worker and what can be done with it from outside its threads. */
final class JesqueControl implements ServerControl {

    private static final TestedVersions TESTED = TestedVersions.of("jesque", "2.1.3", "2.2.0");
    private static final int LONGEST_ARGUMENTS = 120;
    /** An idle worker ends when it has slept for half a second. */
    private static final long JOIN_MILLIS = 10_000;

    private final String library;
    private final JesqueLibrary jesque;
    private final Crews crews;

    JesqueControl(Class<?> serverClass, JesqueLibrary jesque, Crews crews) throws UnsupportedShape {
        this.library = TESTED.libraryOf(Reach.neighbour(serverClass, JesqueAdapter.POOL));
        this.jesque = jesque;
        this.crews = crews;
    }

    /**
     * Its queues, in an order of their own, since workers turn theirs over. The library's own name has the process id in it, and
     * a selector should mean the same on every node.
     */
    @Override
    public String name(Object server) throws Throwable {
        for (Object worker : jesque.workersOf(server)) {
            jesque.classOf(worker);
        }
        return ((Collection<?>) jesque.queues().invoke(server)).stream().map(String::valueOf).distinct()
                .sorted().collect(Collectors.joining(","));
    }

    @Override
    public String library(Object server) {
        return library;
    }

    @Override
    public String nativeState(Object server) throws Throwable {
        if ((boolean) jesque.isShutdown().invoke(server)) {
            return "SHUTDOWN";
        }
        return (boolean) jesque.isPaused().invoke(server) ? "PAUSED" : "RUNNING";
    }

    /**
     * A worker that is older than the attach may be on its way with a job that it took unseen, until it comes for the next
     * one; one that is paused does not come.
     */
    @Override
    public int runningByLibrary(Object server) throws Throwable {
        int running = 0;
        for (Object worker : jesque.workersOf(server)) {
            if ((boolean) jesque.isProcessingJob().invoke(worker)
                    || !crews.watches(worker) && !(boolean) jesque.isPaused().invoke(worker)) {
                running++;
            }
        }
        return running;
    }

    @Override
    public String[] describe(Run run) throws Throwable {
        Taken taken = (Taken) run.subject();
        Object worker = ((ByIdentity) run.key()).object();
        String number = "worker " + jesque.classOf(worker).id().invoke(worker);
        if (taken.job() == null) {
            return new String[] {"taken", number};
        }
        String arguments = Arrays.toString((Object[]) jesque.arguments().invoke(taken.job()));
        return new String[] {(String) jesque.className().invoke(taken.job()),
                number + " " + (arguments.length() > LONGEST_ARGUMENTS
                        ? arguments.substring(0, LONGEST_ARGUMENTS) + "..." : arguments)};
    }

    /** Unless it swallowed the interrupt and succeeded. */
    @Override
    public boolean giveBack(Object server, Run run) throws Throwable {
        Taken taken = (Taken) run.subject();
        if (!taken.hasFailed()) {
            return false;
        }
        Object worker = ((ByIdentity) run.key()).object();
        jesque.classOf(worker).putInFront(worker, taken.queue(), taken.job());
        return true;
    }

    @Override
    public void shutdown(Object server) throws Throwable {
        jesque.end().invoke(server, false);
        jesque.join().invoke(server, JOIN_MILLIS);
    }
}
