package dev.allstop.core.fleet.wire;

import dev.allstop.core.hold.Hold;
import dev.allstop.core.hold.HoldEntry;
import dev.allstop.core.hold.HoldEntry.Concerned;
import dev.allstop.core.hold.OnDeadline;
import dev.allstop.core.hold.Release;
import dev.allstop.core.hold.Release.Cause;
import dev.allstop.core.hold.Selector;
import dev.allstop.core.hold.Selector.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** A hold as fields: moments become ages, and back on the receiver's clock. */
final class HoldFields {

    static final int MOST_TEXT = 256;
    private static final int MOST_CONDITIONS = 32;
    private static final int MOST_VALUES = 256;
    private static final int MOST_ROSTER = 150;
    private static final Duration LONGEST = Duration.ofDays(3650);

    private static final int ID = 1;
    private static final int CONDITION = 2;
    private static final int STICKY = 3;
    private static final int REASON = 4;
    private static final int BY = 5;
    private static final int FROM = 6;
    private static final int ISSUED_AT = 7;
    private static final int TIMEOUT_MS = 8;
    private static final int LEASE_MS = 9;
    private static final int ON_DEADLINE = 10;
    private static final int AGE_MS = 11;
    private static final int RENEWALS = 12;
    private static final int LEASE_LEFT_MS = 13;
    private static final int SHUTDOWN = 14;
    private static final int RELEASE = 15;
    private static final int CONCERNED = 16;
    private static final int FULFILLED = 17;

    private HoldFields() {
    }

    /**
     * Writes an entry, in several pieces when its roster is long; merging puts them together again, since merging is
     * all that is ever done with an entry.
     */
    static List<byte[]> write(HoldEntry entry, long nowNanos) {
        List<byte[]> pieces = new ArrayList<>();
        List<Map.Entry<String, Concerned>> roster = List.copyOf(entry.roster().entrySet());
        int from = 0;
        do {
            int to = Math.min(roster.size(), from + MOST_ROSTER);
            pieces.add(write(entry, roster.subList(from, to), nowNanos));
            from = to;
        } while (from < roster.size());
        return pieces;
    }

    private static byte[] write(HoldEntry entry, Collection<Map.Entry<String, Concerned>> roster, long nowNanos) {
        Hold hold = entry.hold();
        FieldWriter out = new FieldWriter();
        out.put(ID, hold.id(), MOST_TEXT);
        hold.select().conditions().forEach(condition -> out.put(CONDITION, nested -> write(condition, nested)));
        out.put(STICKY, hold.sticky());
        out.put(REASON, hold.reason(), MOST_TEXT);
        out.put(BY, hold.by(), MOST_TEXT);
        out.put(FROM, hold.from(), MOST_TEXT);
        out.put(ISSUED_AT, hold.issuedAt().toEpochMilli());
        out.put(TIMEOUT_MS, hold.timeout().toMillis());
        hold.lease().ifPresent(lease -> {
            out.put(LEASE_MS, lease.toMillis());
            out.put(LEASE_LEFT_MS, TimeUnit.NANOSECONDS.toMillis(entry.leaseEndNanos() - nowNanos));
        });
        out.put(ON_DEADLINE, hold.onDeadline().name(), MOST_TEXT);
        out.put(AGE_MS, Math.max(0, TimeUnit.NANOSECONDS.toMillis(nowNanos - entry.orderedNanos())));
        out.put(RENEWALS, entry.renewals());
        out.put(SHUTDOWN, entry.shutdown());
        if (entry.fulfilled()) {
            out.put(FULFILLED, true);
        }
        entry.release().ifPresent(release -> out.put(RELEASE, nested -> write(release, nested)));
        roster.forEach(node -> out.put(CONCERNED, nested -> nested.put(1, UUID.fromString(node.getKey()))
                .put(2, node.getValue().name(), MOST_TEXT).put(3, node.getValue().left())));
        return out.bytes();
    }

    private static void write(Release release, FieldWriter out) {
        out.put(1, release.by(), MOST_TEXT).put(2, release.why(), MOST_TEXT).put(3, release.from(), MOST_TEXT)
                .put(4, release.at().toEpochMilli());
        if (release.cause() != Cause.ORDERED) {
            out.put(5, release.cause().name(), MOST_TEXT);
        }
    }

    private static void write(Condition condition, FieldWriter out) {
        out.put(1, condition.key(), MOST_TEXT).put(2, condition.negated());
        condition.values().forEach(value -> out.put(3, value, MOST_TEXT));
    }

    static HoldEntry read(FieldReader in, long nowNanos) throws MalformedMessage {
        String id = "";
        List<Condition> conditions = new ArrayList<>();
        boolean sticky = false;
        String reason = "";
        String by = "";
        String from = "";
        Instant issuedAt = Instant.EPOCH;
        Duration timeout = Duration.ZERO;
        Optional<Duration> lease = Optional.empty();
        OnDeadline onDeadline = OnDeadline.REPORT;
        Duration age = Duration.ZERO;
        int renewals = 0;
        long leaseLeftMs = 0;
        boolean shutdown = false;
        boolean fulfilled = false;
        Optional<Release> release = Optional.empty();
        Map<String, Concerned> roster = new HashMap<>();
        while (in.next()) {
            switch (in.field()) {
                case ID -> id = in.text(MOST_TEXT);
                case CONDITION -> conditions.add(readCondition(in.nested()));
                case STICKY -> sticky = in.truth();
                case REASON -> reason = in.text(MOST_TEXT);
                case BY -> by = in.text(MOST_TEXT);
                case FROM -> from = in.text(MOST_TEXT);
                case ISSUED_AT -> issuedAt = in.instant();
                case TIMEOUT_MS -> timeout = bounded(in.amount());
                case LEASE_MS -> lease = Optional.of(bounded(in.amount()));
                case LEASE_LEFT_MS -> leaseLeftMs = in.number();
                case ON_DEADLINE -> onDeadline = onDeadline(in.text(MOST_TEXT));
                case AGE_MS -> age = bounded(in.amount());
                case RENEWALS -> renewals = in.count();
                case SHUTDOWN -> shutdown = in.truth();
                case RELEASE -> release = Optional.of(readRelease(in.nested()));
                case FULFILLED -> fulfilled = in.truth();
                case CONCERNED -> readConcerned(in.nested(), roster);
                default -> { }
            }
            if (conditions.size() > MOST_CONDITIONS || roster.size() > 2 * MOST_ROSTER) {
                throw new MalformedMessage("a hold has too many conditions or nodes");
            }
        }
        if (id.isBlank()) {
            throw new MalformedMessage("a hold has no id");
        }
        // what is left can be less than nothing for a lease that ran out, but never more than the lease
        long leaseEnd = nowNanos + TimeUnit.MILLISECONDS.toNanos(
                Math.max(-LONGEST.toMillis(), Math.min(leaseLeftMs, lease.orElse(Duration.ZERO).toMillis())));
        Hold hold = new Hold(id, new Selector(conditions), sticky, reason, by, from, issuedAt, timeout, lease, onDeadline);
        return new HoldEntry(hold, nowNanos - age.toNanos(), renewals, leaseEnd, shutdown, fulfilled, release, roster);
    }

    private static Condition readCondition(FieldReader in) throws MalformedMessage {
        String key = "";
        boolean negated = false;
        List<String> values = new ArrayList<>();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> key = in.text(MOST_TEXT);
                case 2 -> negated = in.truth();
                case 3 -> values.add(in.text(MOST_TEXT));
                default -> { }
            }
        }
        if (key.isBlank() || values.isEmpty() || values.size() > MOST_VALUES) {
            throw new MalformedMessage("a condition has no key, no value or too many");
        }
        return new Condition(key, negated, values);
    }

    private static Release readRelease(FieldReader in) throws MalformedMessage {
        String by = "";
        String why = "";
        String from = "";
        Instant at = Instant.EPOCH;
        Cause cause = Cause.ORDERED;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> by = in.text(MOST_TEXT);
                case 2 -> why = in.text(MOST_TEXT);
                case 3 -> from = in.text(MOST_TEXT);
                case 4 -> at = in.instant();
                case 5 -> cause = cause(in.text(MOST_TEXT));
                default -> { }
            }
        }
        return new Release(by, why, from, at, cause);
    }

    /** One that only a later version knows is taken for final, as any was before there were causes. */
    private static Cause cause(String name) {
        try {
            return Cause.valueOf(name);
        } catch (IllegalArgumentException ofALaterVersion) {
            return Cause.ORDERED;
        }
    }

    private static void readConcerned(FieldReader in, Map<String, Concerned> roster) throws MalformedMessage {
        UUID incarnation = null;
        String name = "";
        boolean left = false;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> incarnation = in.uuid();
                case 2 -> name = in.text(MOST_TEXT);
                case 3 -> left = in.truth();
                default -> { }
            }
        }
        if (incarnation == null) {
            throw new MalformedMessage("a concerned node has no incarnation");
        }
        roster.put(incarnation.toString(), new Concerned(name, left));
    }

    private static OnDeadline onDeadline(String name) {
        try {
            return OnDeadline.valueOf(name);
        } catch (IllegalArgumentException ofALaterVersion) {
            // the only action that harms nothing
            return OnDeadline.REPORT;
        }
    }

    private static Duration bounded(long millis) throws MalformedMessage {
        if (millis > LONGEST.toMillis()) {
            throw new MalformedMessage("a hold lasts " + millis + " ms");
        }
        return Duration.ofMillis(millis);
    }
}
