package dev.allstop.core.fleet;

import java.util.List;

/**
 * An order that is carried out and waited for.
 *
 * @param what   the operation, as the trail calls it
 * @param id     of its hold; empty when it waits for several
 * @param since  when this call began, by {@link System#nanoTime}
 * @param joined whether the hold was there before
 * @param ids    of all holds that it waits for
 */
record Ordered(String what, String id, long since, boolean joined, List<String> ids) {
}
