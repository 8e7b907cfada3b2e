package dev.allstop.bench.scale;

import static dev.allstop.bench.Row.added;
import static dev.allstop.bench.Row.mb;
import static dev.allstop.bench.Row.number;
import static dev.allstop.bench.Row.times;

import dev.allstop.bench.Chapter;
import dev.allstop.bench.Row;
import dev.allstop.bench.Samples;
import dev.allstop.bench.stop.StopSamples;
import dev.allstop.bench.stop.Stopped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A fleet of one size beside as many members with nothing but JGroups. */
abstract class Grown implements Chapter {

    private static final int TRAFFIC_ROUNDS = 3;
    private static final long BARE_REST_MS = 1_000;
    private static final long LONGEST_BARE_WINDOW_MS = 5_000;

    private final int size;
    private Optional<StopSamples> stops = Optional.empty();

    Grown(int size) {
        this.size = size;
    }

    final int size() {
        return size;
    }

    /** Whether the two are measured in turns. If not, the one is gone before the other begins. */
    abstract boolean inTurns();

    /** So many stops are not measured. */
    int warmUp() {
        return 3;
    }

    /** So many stops are measured. */
    int rounds() {
        return 9;
    }

    /** Within it everybody has heard of an order, those too who did not wait for it; then the fleet is at rest again. */
    long restMs() {
        return 1_000 + 10L * size;
    }

    /** Empty as long as nothing was measured. */
    final Optional<StopSamples> stops() {
        return stops;
    }

    /** One of the two. */
    interface Subject extends AutoCloseable {

        /** From the first start until everybody sees everybody. */
        double formedMs();

        /** A stop of a fleet; else a question that all answer. */
        Stopped stop();

        /** Undoes a stop. */
        void resume();

        /** What was sent so far, if that can be told here. */
        Optional<Traffic> traffic();

        /** Of one node. */
        double memoryMb();

        @Override
        void close();
    }

    /** What a call costs beyond what is said anyway. */
    private record Cost(Samples messages, Samples kilobytes, double idlePerSecond) {
    }

    /** What was found of one of the two, besides its stops. */
    private record Found(double formedMs, Optional<Cost> cost, double memoryMb) {
    }

    abstract Subject bare() throws Exception;

    abstract Subject fleet() throws Exception;

    abstract String memory();

    /** A size that this machine cannot carry is told as such, and the others are measured. */
    @Override
    public final List<Row> measure() {
        try {
            return rows();
        } catch (Exception | AssertionError failed) {
            failed.printStackTrace();
            return List.of(Row.told("**not measured**: " + String.valueOf(failed.getMessage()).lines().findFirst().orElse(""),
                    "", "", ""));
        }
    }

    private List<Row> rows() throws Exception {
        Found bare;
        Found fleet;
        StopSamples samples;
        if (inTurns()) {
            try (Subject one = bare(); Subject other = fleet()) {
                samples = StopSamples.inTurns(warmUp(), rounds(), restMs(), one::stop, other::stop, other::resume);
                bare = found(one, restMs());
                fleet = found(other, restMs());
            }
        } else {
            List<Stopped> roundTrips;
            try (Subject one = bare()) {
                roundTrips = stops(one, BARE_REST_MS);
                bare = found(one, Math.min(restMs(), LONGEST_BARE_WINDOW_MS));
            }
            try (Subject other = fleet()) {
                samples = StopSamples.of(roundTrips, stops(other, restMs()));
                fleet = found(other, restMs());
            }
        }
        stops = Optional.of(samples);
        List<Row> rows = new ArrayList<>();
        rows.add(Row.told("time to form", seconds(bare.formedMs), seconds(fleet.formedMs), times(fleet.formedMs / bare.formedMs)));
        rows.addAll(samples.rows(""));
        if (bare.cost.isPresent() && fleet.cost.isPresent()) {
            Cost question = bare.cost.get();
            Cost stop = fleet.cost.get();
            rows.add(told("messages per stop", question.messages, stop.messages));
            rows.add(told("KB per stop", question.kilobytes, stop.kilobytes));
            rows.add(Row.told("messages per second at rest", number(question.idlePerSecond), number(stop.idlePerSecond),
                    times(stop.idlePerSecond / question.idlePerSecond)));
        }
        rows.add(Row.told(memory(), mb(bare.memoryMb), mb(fleet.memoryMb), added(mb(fleet.memoryMb - bare.memoryMb))));
        return rows;
    }

    private List<Stopped> stops(Subject alone, long restMs) throws InterruptedException {
        return StopSamples.alone(warmUp(), rounds(), restMs, alone::stop, alone::resume);
    }

    private Found found(Subject subject, long windowMs) throws InterruptedException {
        return new Found(subject.formedMs(), cost(subject, windowMs), subject.memoryMb());
    }

    private Optional<Cost> cost(Subject subject, long windowMs) throws InterruptedException {
        if (subject.traffic().isEmpty()) {
            return Optional.empty();
        }
        Thread.sleep(windowMs);
        Traffic idle = during(subject, windowMs, () -> { });
        List<Double> messages = new ArrayList<>();
        List<Double> kilobytes = new ArrayList<>();
        for (int round = 0; round < TRAFFIC_ROUNDS; round++) {
            Traffic busy = during(subject, windowMs, subject::stop);
            messages.add(Math.max(0, (double) busy.messages() - idle.messages()));
            kilobytes.add(Math.max(0, (busy.bytes() - idle.bytes()) / 1024.0));
            subject.resume();
            Thread.sleep(windowMs);
        }
        return Optional.of(new Cost(Samples.of(messages), Samples.of(kilobytes), idle.messages() * 1000.0 / windowMs));
    }

    private Traffic during(Subject subject, long windowMs, Runnable call) throws InterruptedException {
        Traffic before = subject.traffic().orElseThrow();
        long until = System.nanoTime() + windowMs * 1_000_000;
        call.run();
        Thread.sleep(Math.max(0, (until - System.nanoTime()) / 1_000_000));
        return subject.traffic().orElseThrow().since(before);
    }

    private static Row told(String what, Samples bare, Samples fleet) {
        return Row.told(what, number(bare.median()), number(fleet.median()),
                bare.median() == 0 ? "" : times(fleet.median() / bare.median()));
    }

    private static String seconds(double ms) {
        return String.format(Locale.ROOT, "%.1f s", ms / 1000);
    }
}
