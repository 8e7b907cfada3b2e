package dev.allstop.core.fleet;

import dev.allstop.core.hold.Hold;
import dev.allstop.core.hold.OnDeadline;
import dev.allstop.core.hold.Selector;
import dev.allstop.core.report.Report;
import dev.allstop.core.report.TrailEntry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What an operator can order and ask, on any node, for all nodes. Every method may be called by any thread; those that
 * wait say so. Failures are {@link IllegalArgumentException} (bad input, nothing was touched) and
 * {@link IllegalStateException} (refused as things are, nothing was touched); an outcome short of complete is not an
 * exception here but a {@link Report} with its verdict.
 */
public interface Fleet {

    /**
     * @param select     which job servers
     * @param timeout    deadline of the drain; zero orders and returns at once
     * @param expect     the members that must answer
     */
    record Order(Selector select, Duration timeout, boolean sticky, Optional<Duration> lease, String reason, String by,
                 Expectation expect, OnDeadline onDeadline) {
    }

    /**
     * Closes all gates of all nodes and returns when every reachable node has acknowledged, or when none did so for
     * a bounded time; does not wait for jobs.
     */
    Report quiet(Order order);

    /** Closes all gates, then waits until nothing runs or the deadline has passed. A second stop joins the first. */
    Report stop(Order order);

    /** What a stop would touch and what runs now, without touching it. */
    Report plan(Order order);

    /** Waits until all that is held is drained. */
    Report awaitDrained(Duration timeout, Expectation expect);

    /** Releases all holds, and waits (bounded) until every reachable node has said so. */
    Report resumeAll(String by);

    /** Releases one hold; the others stay. @throws IllegalArgumentException naming the holds there are */
    Report resume(String holdId, String by);

    /** The libraries' own terminal stop of what the order selects, drained first; cannot be undone. */
    Report shutdown(Order order);

    /** From memory, no waiting. */
    Report status();

    /** Holds in force, oldest first. */
    List<Hold> holds();

    /** The last orders given or heard of on this node, at most 100, oldest first. */
    List<TrailEntry> trail();

    /** Is told of every order from now on, and of what came of it. */
    void listen(FleetListener listener);

    /** Whether this node has finished its first attempt to find the others. */
    boolean joined();
}
