package dev.allstop.adapters.executor;

import dev.allstop.adapters.executor.Pool.Verdict;
import dev.allstop.core.adapter.JobServer;
import dev.allstop.core.adapter.Servers;
import dev.allstop.core.adapter.WeakIdentityMap;
import java.util.concurrent.ThreadPoolExecutor;

/** All pools of the JVM, and which of them the operator means. */
final class Pools {

    private final WeakIdentityMap<Pool> pools = new WeakIdentityMap<>();
    private final String kind;
    private final PoolPatterns patterns;
    private final Servers servers;

    Pools(String kind, PoolPatterns patterns, Servers servers) {
        this.kind = kind;
        this.patterns = patterns;
        this.servers = servers;
    }

    /** Null for an object that is no pool, or not known yet. */
    Pool of(Object pool) {
        return pools.get(pool);
    }

    /** @param owner the class that constructed it, null if that was before Allstop came */
    void constructed(Object pool, Class<?> owner) {
        if (pools.get(pool) != null) {
            return;
        }
        boolean infrastructure = owner != null && Infrastructure.owns(owner) || Infrastructure.isIn(pool.getClass().getName())
                || pool instanceof ThreadPoolExecutor known
                        && Infrastructure.isIn(known.getThreadFactory().getClass().getName());
        boolean chosen = !infrastructure && owner != null && patterns.match(owner.getName());
        pools.putIfAbsent(pool, new Pool(infrastructure ? Verdict.LEFT_ALONE : chosen ? Verdict.CHOSEN : Verdict.UNDECIDED,
                owner == null ? null : owner.getSimpleName()));
        if (chosen) {
            servers.constructed(kind, pool);
        }
    }

    /** A pool by one of its threads, the first of which decides; null unless it is one that the operator means. */
    JobServer ofThread(Object pool, Thread thread) {
        Pool known = pools.get(pool);
        if (known == null) {
            constructed(pool, null);
            known = pools.get(pool);
        }
        if (known.verdict() == Verdict.UNDECIDED) {
            decide(pool, known, thread);
        }
        return known.verdict() == Verdict.CHOSEN ? servers.find(pool) : null;
    }

    private void decide(Object pool, Pool known, Thread thread) {
        boolean ours = thread.getContextClassLoader() == Pools.class.getClassLoader();
        if (ours || !patterns.match(thread.getName())) {
            known.decide(Verdict.LEFT_ALONE);
            return;
        }
        known.calledAfter(thread.getName());
        known.decide(Verdict.CHOSEN);
        servers.constructed(kind, pool);
    }

    /** By a thread that need not be the pool's; null unless it is known to be meant. */
    JobServer chosen(Object pool) {
        Pool known = pools.get(pool);
        return known != null && known.verdict() == Verdict.CHOSEN ? servers.find(pool) : null;
    }
}
