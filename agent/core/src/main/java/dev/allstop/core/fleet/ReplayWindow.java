package dev.allstop.core.fleet;

/**
 * Tells new messages of one sender from repeated ones, by their numbers; messages may overtake each other by less than
 * the width of the window. Not thread-safe.
 */
final class ReplayWindow {

    private static final int WIDTH = 1024;

    private final long[] bits = new long[WIDTH / Long.SIZE];
    private long highest;

    /** Whether this number has not been seen and is not too old to know. */
    boolean isNew(long number) {
        if (number <= 0 || number <= highest - WIDTH) {
            return false;
        }
        if (number > highest) {
            // positions between the two are of numbers that have not been seen
            for (long back = Math.min(WIDTH, number - highest) - 1; back >= 0; back--) {
                clear(number - back);
            }
            highest = number;
        }
        int slot = Math.floorMod(number, WIDTH);
        long bit = 1L << slot % Long.SIZE;
        boolean fresh = (bits[slot / Long.SIZE] & bit) == 0;
        bits[slot / Long.SIZE] |= bit;
        return fresh;
    }

    private void clear(long number) {
        int slot = Math.floorMod(number, WIDTH);
        bits[slot / Long.SIZE] &= ~(1L << slot % Long.SIZE);
    }
}
