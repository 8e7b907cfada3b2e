package dev.allstop.adapters.elasticjob;

import dev.allstop.core.adapter.ByIdentity;

/**
 * One sharding item in one execution.
 *
 * @param contexts the execution's {@code ShardingContexts}
 */
record Item(ByIdentity contexts, int number) {
}
