package dev.allstop.adapters.xxljob;

import dev.allstop.core.adapter.LateName;
import dev.allstop.core.adapter.ServerControl;
import dev.allstop.core.adapter.TestedVersions;
import dev.allstop.core.gate.Run;

/** An executor and what can be done with it from outside its threads. */
final class XxlJobControl implements ServerControl {

    private static final TestedVersions TESTED = TestedVersions.of("xxl-job", "2.4.2", "2.5.0", "3.3.2");
    private static final int LONGEST_PARAMETERS = 120;

    private final LateName names = new LateName();
    private final String library;
    private final XxlJobLibrary xxlJob;
    private final Results results;

    XxlJobControl(XxlJobLibrary xxlJob, Results results) {
        this.library = TESTED.libraryOf(xxlJob.executor());
        this.xxlJob = xxlJob;
        this.results = results;
    }

    /** The name under which the admin knows all executors of the application. */
    @Override
    public String name(Object executor) throws Throwable {
        return names.of(executor, (String) xxlJob.appName().invoke(executor), "xxl-job-executor");
    }

    @Override
    public String library(Object executor) {
        return library;
    }

    @Override
    public String nativeState(Object executor) throws Throwable {
        return xxlJob.embedServer().invoke(executor) == null ? "STOPPED" : "RUNNING";
    }

    @Override
    public int accepted(Object executor) {
        return results.pendingOf(executor);
    }

    @Override
    public int runningByLibrary(Object executor) throws Throwable {
        return xxlJob.atWork();
    }

    /** The handler; the numbers under which the admin knows the run and the job, and its parameters. */
    @Override
    public String[] describe(Run run) throws Throwable {
        if (run.subject() instanceof Trigger unseen) {
            return new String[] {"job", "log " + unseen.logId()};
        }
        Object trigger = run.subject();
        String parameters = (String) xxlJob.parameters().invoke(trigger);
        String shown = parameters == null || parameters.isEmpty() ? "" : " " + (parameters.length() > LONGEST_PARAMETERS
                ? parameters.substring(0, LONGEST_PARAMETERS) + "..." : parameters);
        String handler = (String) xxlJob.handler().invoke(trigger);
        return new String[] {handler == null || handler.isEmpty() ? "script" : handler,
                "log " + xxlJob.logId().invoke(trigger) + " job " + xxlJob.jobId().invoke(trigger) + shown};
    }

    @Override
    public void shutdown(Object executor) throws Throwable {
        xxlJob.destroy().invoke(executor);
    }
}
