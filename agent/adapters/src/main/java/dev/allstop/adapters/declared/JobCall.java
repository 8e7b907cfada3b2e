package dev.allstop.adapters.declared;

/**
 * A call that runs one job.
 *
 * @param number tells it from others when the declaration names nothing else
 */
record JobCall(JobHook hook, Object self, Object[] arguments, long number) {
}
