package dev.allstop.bench.scale;

import static dev.allstop.bench.Row.times;

import dev.allstop.bench.Chapter;
import dev.allstop.bench.Row;
import dev.allstop.bench.stop.StopSamples;
import java.util.ArrayList;
import java.util.List;

/** By how much more a stop takes in a larger fleet. */
final class Growth implements Chapter {

    private final List<Grown> sizes;

    Growth(List<Grown> sizes) {
        this.sizes = sizes;
    }

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public String method() {
        return "The medians of the chapters before, of those that were measured: how many times as long a stop takes as in a "
                + "smaller fleet of the same kind, and JGroups' own round trip.";
    }

    @Override
    public List<Row> measure() {
        List<Row> rows = new ArrayList<>();
        for (int larger = 1; larger < sizes.size(); larger++) {
            Grown before = sizes.get(larger - 1);
            Grown after = sizes.get(larger);
            if (before.getClass() == after.getClass() && before.stops().isPresent() && after.stops().isPresent()) {
                StopSamples small = before.stops().get();
                StopSamples large = after.stops().get();
                double jgroups = large.roundTrips().median() / small.roundTrips().median();
                double allstop = large.gates().median() / small.gates().median();
                rows.add(Row.told("from " + before.name() + " to " + after.name(), times(jgroups), times(allstop),
                        times(allstop / jgroups)));
            }
        }
        return rows;
    }
}
