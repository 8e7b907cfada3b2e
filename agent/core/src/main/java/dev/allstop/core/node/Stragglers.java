package dev.allstop.core.node;

import dev.allstop.core.Failures;
import dev.allstop.core.adapter.ServerControl;
import dev.allstop.core.gate.Run;
import dev.allstop.core.hold.OnDeadline;
import dev.allstop.core.registry.Binder;
import dev.allstop.core.registry.RegisteredServer;
import java.util.ArrayList;
import java.util.List;

/** Deals with jobs that still run at the deadline of a stop, as the operator asked. By the node's thread only. */
final class Stragglers {

    private record Interrupted(RegisteredServer server, Run run) {
    }

    private final Binder binder;
    private final Failures failures;
    private final StopRequests requests;
    private final List<Interrupted> toGiveBack = new ArrayList<>();

    Stragglers(Binder binder, StopRequests requests, Failures failures) {
        this.requests = requests;
        this.binder = binder;
        this.failures = failures;
    }

    void act(RegisteredServer server, OnDeadline action) {
        for (Run run : server.inFlight().present()) {
            switch (action) {
                case CANCEL -> cancel(server, run);
                case INTERRUPT -> interrupt(server, run);
                case GIVEBACK -> {
                    if (interrupt(server, run)) {
                        toGiveBack.add(new Interrupted(server, run));
                    }
                }
                case REPORT, RESUME -> {
                }
            }
        }
    }

    /** By asking the job, which may not listen, and by what means its library has. */
    private void cancel(RegisteredServer server, Run run) {
        if (!run.isRunning()) {
            return;
        }
        requests.ask(run);
        server.countCancelled();
        Object object = server.object();
        ServerControl control = object == null ? null : binder.bindingOf(server.kind(), object).control();
        try {
            if (control != null) {
                control.cancel(object, run);
            }
        } catch (Throwable thrown) {
            failures.note("cancelling a job of " + server.kind(), thrown);
        }
    }

    private boolean interrupt(RegisteredServer server, Run run) {
        requests.ask(run);
        boolean interrupted = run.interrupt();
        if (interrupted) {
            server.countInterrupted();
        }
        return interrupted;
    }

    /** Whether some interrupted job has not ended yet. */
    boolean isWaiting() {
        return !toGiveBack.isEmpty();
    }

    /** Puts back what has ended since the interrupt: never while it might still run, so it never runs twice at the same time. */
    void giveBackEnded() {
        for (Interrupted interrupted : List.copyOf(toGiveBack)) {
            RegisteredServer server = interrupted.server();
            Object object = server.object();
            if (interrupted.run().isRunning()) {
                continue;
            }
            toGiveBack.remove(interrupted);
            if (object == null) {
                continue;
            }
            try {
                if (binder.bindingOf(server.kind(), object).control().giveBack(object, interrupted.run())) {
                    server.countGivenBack(1);
                }
            } catch (Throwable thrown) {
                failures.note("giving back a job of " + server.kind(), thrown);
            }
        }
    }
}
