package dev.allstop.bench;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Measurements of one thing. Told by their median, since a busy machine makes single ones arbitrarily bad. */
public final class Samples {

    private final double[] sorted;

    private Samples(double[] values) {
        sorted = values.clone();
        Arrays.sort(sorted);
    }

    public static Samples of(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        return new Samples(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** Each divided by the one that was measured beside it, in the same round. */
    public static Samples ratios(List<Double> measured, List<Double> baseline) {
        return of(IntStream.range(0, measured.size()).mapToObj(i -> measured.get(i) / baseline.get(i)).toList());
    }

    /** Each less the one that was measured beside it, in the same round. */
    public static Samples differences(List<Double> measured, List<Double> baseline) {
        return of(IntStream.range(0, measured.size()).mapToObj(i -> measured.get(i) - baseline.get(i)).toList());
    }

    public double median() {
        return percentile(50);
    }

    public double percentile(int percent) {
        double position = (sorted.length - 1) * percent / 100.0;
        int below = (int) position;
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (sorted[above] - sorted[below]) * (position - below);
    }

    public int size() {
        return sorted.length;
    }
}
