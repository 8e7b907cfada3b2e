package dev.allstop.adapters.dbscheduler;

/**
 * One picked {@code Execution}, known by identity. Its own {@code equals} compares task and time: a row that was run
 * and rescheduled can be picked again before its first run has left the worker.
 */
final class PickedRow {

    private final Object row;

    PickedRow(Object row) {
        this.row = row;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(row);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PickedRow picked && picked.row == row;
    }
}
