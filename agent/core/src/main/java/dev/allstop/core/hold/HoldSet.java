package dev.allstop.core.hold;

import dev.allstop.core.hold.HoldEntry.Concerned;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The desired state of a fleet as one node knows it: every hold, released ones too, joined by union. A released hold
 * stays as a tombstone, so that a node which was cut off cannot bring it back; beyond {@value #MOST_TOMBSTONES} the
 * oldest are forgotten, but not before all have had time to hear of their release. Not thread-safe: the fleet guards it.
 */
public final class HoldSet {

    /** How many released holds are remembered. */
    public static final int MOST_TOMBSTONES = 1000;

    /** How many holds can be in force; a bound against floods, not a figure anybody should come near. */
    public static final int MOST_IN_FORCE = 100;

    /** So many of the latest releases are never forgotten, however old their holds are. */
    private static final int LATEST_NEWS = 100;

    /** The latest news last. */
    private final Map<String, HoldEntry> entries = new LinkedHashMap<>();
    private boolean forgetful;
    /** Tombstones ordered until then are forgotten. */
    private long forgottenNanos;
    /** The sum over all entries: does not depend on their order, and a change costs no look at all the others. */
    private long digest;
    /** What each entry adds to it, except for those that are new or have changed: an order does not wait for that sum. */
    private final Map<String, Long> digested = new HashMap<>();
    private final Set<String> undigested = new HashSet<>();

    /**
     * Learns.
     *
     * @return whether that was news, other than about the age of something known
     */
    public boolean merge(HoldEntry news) {
        HoldEntry known = entries.get(news.id());
        if (known == null && news.release().isEmpty() && unreleased() >= MOST_IN_FORCE) {
            return false;
        }
        if (known == null && news.release().isPresent() && forgetful && news.orderedNanos() - forgottenNanos <= 0) {
            return false;
        }
        HoldEntry merged = known == null ? news : known.merge(news);
        boolean said = known != null && known.saysTheSameAs(merged);
        if (said) {
            entries.put(news.id(), merged);
        } else {
            entries.remove(news.id());
            entries.put(news.id(), merged);
            undigested.add(news.id());
        }
        if (known == null || known.release().isEmpty() && merged.release().isPresent()) {
            forgetOldTombstones();
        }
        return !said;
    }

    /** What is known of a hold. */
    public Optional<HoldEntry> find(String id) {
        return Optional.ofNullable(entries.get(id));
    }

    /** Holds in force, oldest first. */
    public List<HoldEntry> inForce(long nowNanos) {
        List<HoldEntry> inForce = new ArrayList<>();
        for (HoldEntry entry : entries.values()) {
            if (entry.inForce(nowNanos)) {
                inForce.add(entry);
            }
        }
        inForce.sort(oldestFirst(nowNanos));
        return List.copyOf(inForce);
    }

    /** Holds whose lease has run out and which nobody has released yet. */
    public List<HoldEntry> runOut(long nowNanos) {
        return entries.values().stream()
                .filter(entry -> entry.release().isEmpty() && entry.leaseHasRunOut(nowNanos)).toList();
    }

    /** Everything, tombstones too. */
    public Collection<HoldEntry> all() {
        return List.copyOf(entries.values());
    }

    /** Whether nothing was ever ordered. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Equal on two nodes that know the same; ages do not count. */
    public long digest() {
        for (String id : undigested) {
            Long before = digested.remove(id);
            digest -= before == null ? 0 : before;
            HoldEntry entry = entries.get(id);
            if (entry != null) {
                long part = digest(entry);
                digested.put(id, part);
                digest += part;
            }
        }
        undigested.clear();
        return digest;
    }

    /** A sum again, over the nodes concerned: a large fleet's are not sorted and written out for every piece of news. */
    private static long digest(HoldEntry entry) {
        Release release = entry.release().orElse(null);
        long sum = spread(entry.id() + ' ' + entry.renewals() + entry.shutdown() + entry.fulfilled()
                + (release == null ? "" : release.by() + release.why() + release.from() + release.at() + release.cause()));
        for (Map.Entry<String, Concerned> node : entry.roster().entrySet()) {
            sum += spread(entry.id() + node.getKey() + node.getValue().name() + node.getValue().left());
        }
        return sum;
    }

    /** The finalizer of splitmix64, so that sums of similar texts differ. */
    private static long spread(String text) {
        long mixed = text.hashCode() * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }

    private int unreleased() {
        int count = 0;
        for (HoldEntry entry : entries.values()) {
            if (entry.release().isEmpty()) {
                count++;
            }
        }
        return count;
    }

    private void forgetOldTombstones() {
        if (entries.size() - unreleased() <= MOST_TOMBSTONES) {
            return;
        }
        List<HoldEntry> tombstones = new ArrayList<>(
                entries.values().stream().filter(entry -> entry.release().isPresent()).toList());
        List<HoldEntry> old = tombstones.subList(0, tombstones.size() - LATEST_NEWS);
        old.sort(oldestFirst(old.get(0).orderedNanos()));
        for (HoldEntry entry : List.copyOf(old.subList(0, tombstones.size() - MOST_TOMBSTONES))) {
            entries.remove(entry.id());
            undigested.add(entry.id());
            forgottenNanos = forgetful && forgottenNanos - entry.orderedNanos() > 0 ? forgottenNanos
                    : entry.orderedNanos();
            forgetful = true;
        }
    }

    private static Comparator<HoldEntry> oldestFirst(long nanos) {
        return Comparator.<HoldEntry>comparingLong(entry -> entry.orderedNanos() - nanos).thenComparing(HoldEntry::id);
    }
}
