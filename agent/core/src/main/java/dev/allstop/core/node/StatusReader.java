package dev.allstop.core.node;

import dev.allstop.core.gate.Run;
import dev.allstop.core.registry.RegisteredServer;
import dev.allstop.core.registry.RegisteredServer.Description;
import dev.allstop.core.report.RunningJob;
import dev.allstop.core.report.ServerReport;
import dev.allstop.core.report.ServerState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Writes down how a job server stands, from memory. */
public final class StatusReader {

    private static final int STACK_FRAMES = 12;

    private final Describer describer;

    StatusReader(Describer describer) {
        this.describer = describer;
    }

    /**
     * @param stacks whether to look at the threads of running jobs
     */
    public ServerReport read(RegisteredServer server, boolean stacks) {
        Description known = server.description();
        List<RunningJob> running = new ArrayList<>();
        for (Run run : server.inFlight().present()) {
            running.add(running(server, run, stacks));
        }
        running.sort(Comparator.comparingLong(RunningJob::elapsedMs).reversed());
        RegisteredServer.Figures figures = server.figures();
        ServerState state = server.state();
        return new ServerReport(server.kind(), known == null ? "" : known.name(), known == null ? "" : known.library(),
                state, figures.stateBefore(), running, figures.accepted(), server.inFlight().startedTotal(),
                server.inFlight().startedAfterAck(), figures.finishedDuringDrain(), figures.cancelled(),
                figures.interrupted(), figures.givenBack(), server.error());
    }

    private RunningJob running(RegisteredServer server, Run run, boolean stacks) {
        describer.describe(server, run);
        Thread thread = run.thread();
        List<String> stack = new ArrayList<>();
        if (stacks && thread != null) {
            for (StackTraceElement frame : thread.getStackTrace()) {
                if (stack.size() < STACK_FRAMES) {
                    stack.add(frame.toString());
                }
            }
        }
        return new RunningJob(run.job(), run.id(), thread == null ? "" : thread.getName(), run.startedAt(),
                (System.nanoTime() - run.startedNanos()) / 1_000_000, stack);
    }
}
