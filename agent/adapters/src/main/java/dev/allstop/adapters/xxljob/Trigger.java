package dev.allstop.adapters.xxljob;

import dev.allstop.core.adapter.ByIdentity;

/**
 * One trigger of a job in one thread.
 *
 * @param logId by which the admin knows it
 */
record Trigger(ByIdentity thread, long logId) {
}
