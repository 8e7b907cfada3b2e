package dev.allstop.core.management;

import dev.allstop.core.fleet.Expectation;
import dev.allstop.core.fleet.Fleet;
import dev.allstop.core.fleet.FleetListener;
import dev.allstop.core.hold.Hold;
import dev.allstop.core.report.Report;
import dev.allstop.core.report.TrailEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.awaitility.Awaitility;

/** A fleet that remembers what it was asked and answers what it is told to. */
public final class FleetDouble implements Fleet {

    public final List<String> calls = new CopyOnWriteArrayList<>();
    public final List<Order> orders = new CopyOnWriteArrayList<>();
    public final List<Hold> holds = new CopyOnWriteArrayList<>();
    public volatile Function<Optional<Order>, Report> answer;
    public volatile Report status;
    public final List<TrailEntry> trail = new CopyOnWriteArrayList<>();
    public final List<FleetListener> listeners = new CopyOnWriteArrayList<>();
    public final AtomicInteger looks = new AtomicInteger();

    /** Returns when somebody has looked at the fleet so many times more. */
    public void awaitLooks(int more) {
        int enough = looks.get() + more;
        Awaitility.await().until(() -> looks.get() >= enough);
    }

    @Override
    public Report quiet(Order order) {
        return ordered("quiet", order);
    }

    @Override
    public Report stop(Order order) {
        return ordered("stop", order);
    }

    @Override
    public Report plan(Order order) {
        return ordered("plan", order);
    }

    @Override
    public Report awaitDrained(Duration timeout, Expectation expect) {
        calls.add("awaitDrained " + timeout);
        return answer.apply(Optional.empty());
    }

    @Override
    public Report resumeAll(String by) {
        calls.add("resumeAll " + by);
        return answer.apply(Optional.empty());
    }

    @Override
    public Report resume(String holdId, String by) {
        calls.add("resume " + holdId + " " + by);
        holds.removeIf(hold -> hold.id().equals(holdId));
        return answer.apply(Optional.empty());
    }

    @Override
    public Report shutdown(Order order) {
        return ordered("shutdown", order);
    }

    @Override
    public Report status() {
        looks.incrementAndGet();
        return status;
    }

    @Override
    public List<Hold> holds() {
        return new ArrayList<>(holds);
    }

    @Override
    public List<TrailEntry> trail() {
        return List.copyOf(trail);
    }

    @Override
    public void listen(FleetListener listener) {
        listeners.add(listener);
    }

    @Override
    public boolean joined() {
        return true;
    }

    private Report ordered(String call, Order order) {
        calls.add(call);
        orders.add(order);
        return answer.apply(Optional.of(order));
    }
}
