package dev.allstop.core.report;

import java.util.List;

/**
 * One job server as it stands at one moment.
 *
 * @param kind                the adapter's kind, such as {@code quartz}
 * @param name                unique within its node and kind, reduced to {@code [A-Za-z0-9._~-]}
 * @param library             library and version, such as {@code quartz 2.5.2}, with {@code (untested)} behind a
 *                            version outside the matrix
 * @param stateBefore         what it did before it was held: {@code RUNNING}, or the library's own word for
 *                            "somebody had paused it before"; empty while it is not held
 * @param running             jobs running or committed
 * @param notListed           running jobs beyond those listed: a report is bounded, its count is not
 * @param accepted            work accepted but not started that waits inside the library and was not given back
 * @param startedTotal        jobs started since the server was registered
 * @param startedAfterAck     jobs seen starting after this server's hold was acknowledged; anything but 0 is a defect
 * @param finishedDuringDrain jobs that ended while it was held
 * @param error               why it is {@link ServerState#UNCONTROLLED}, else empty
 */
public record ServerReport(String kind, String name, String library, ServerState state, String stateBefore,
                           List<RunningJob> running, int notListed, int accepted, long startedTotal, long startedAfterAck,
                           long finishedDuringDrain, long cancelled, long interrupted, long givenBack, String error) {

    public ServerReport {
        running = List.copyOf(running);
    }

    /** With every running job listed. */
    public ServerReport(String kind, String name, String library, ServerState state, String stateBefore,
                        List<RunningJob> running, int accepted, long startedTotal, long startedAfterAck,
                        long finishedDuringDrain, long cancelled, long interrupted, long givenBack, String error) {
        this(kind, name, library, state, stateBefore, running, 0, accepted, startedTotal, startedAfterAck,
                finishedDuringDrain, cancelled, interrupted, givenBack, error);
    }

    /** What still stands between this server and {@link ServerState#DRAINED}. */
    public int jobsRunning() {
        return running.size() + notListed + accepted;
    }
}
