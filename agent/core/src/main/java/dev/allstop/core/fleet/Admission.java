package dev.allstop.core.fleet;

import dev.allstop.core.fleet.wire.Envelope;
import dev.allstop.core.fleet.wire.FleetMessage.Goodbye;
import dev.allstop.core.fleet.wire.FleetMessage.Status;
import dev.allstop.core.fleet.wire.MalformedMessage;
import dev.allstop.core.fleet.wire.MessageCodec;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jgroups.Address;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is listened to, and whose messages are dropped: members alone, each for itself, and each message once. Thread-safe. */
final class Admission {

    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);
    /** A newcomer is told by every member how it stands, which can come before the view that it waits for. */
    private static final int MOST_PARKED = 2_000;
    private static final int MOST_PARKED_BYTES = 4 << 20;
    private static final Duration PARKED_FOR = Duration.ofSeconds(5);
    private static final int FEWEST_WINDOWS = 4_000;

    private final FleetState state;
    private final AtomicLong dropped = new AtomicLong();
    // under the lock of the state
    private final Map<String, ReplayWindow> windows = new HashMap<>();
    private final Deque<Parked> parked = new ArrayDeque<>();
    private int parkedBytes;

    /** A message from somebody who may become a member in a moment. @param arrived by {@link System#nanoTime} */
    record Parked(Address from, byte[] message, long arrived) {
    }

    private enum Decision {
        HEARD, PARKED, NO_MEMBER, SPEAKS_FOR_ANOTHER, REPEATED
    }

    Admission(FleetState state) {
        this.state = state;
    }

    /** @return what it says, if it is to be listened to */
    Optional<Envelope> admit(Address from, byte[] bytes, long arrived) {
        Envelope envelope;
        try {
            envelope = MessageCodec.read(bytes, arrived);
        } catch (MalformedMessage malformed) {
            drop(from, malformed.getMessage());
            return Optional.empty();
        }
        switch (state.read(() -> decide(from, bytes, envelope, arrived))) {
            case HEARD -> {
                return Optional.of(envelope);
            }
            case NO_MEMBER -> drop(from, "not a member");
            case SPEAKS_FOR_ANOTHER -> drop(from, "speaks for another member");
            // the network's doing or a replay; either way it has been heard
            case REPEATED -> LOG.debug("{} repeats message {}", from, envelope.number());
            case PARKED -> { }
        }
        return Optional.empty();
    }

    private Decision decide(Address from, byte[] bytes, Envelope envelope, long arrived) {
        String sender = envelope.sender().toString();
        boolean lastWords = (envelope.message() instanceof Status || envelope.message() instanceof Goodbye)
                && state.members.hasJustLeft(from, sender, arrived);
        if (!lastWords && !state.members.inView(from)) {
            // a member can be heard before the view that it is in; a stranger is never listened to
            if (parked.size() >= MOST_PARKED || parkedBytes + bytes.length > MOST_PARKED_BYTES) {
                return Decision.NO_MEMBER;
            }
            parked.add(new Parked(from, bytes, arrived));
            parkedBytes += bytes.length;
            return Decision.PARKED;
        }
        if (!lastWords && !state.members.belongs(from, sender)) {
            return Decision.SPEAKS_FOR_ANOTHER;
        }
        return windows.computeIfAbsent(sender, incarnation -> new ReplayWindow()).isNew(envelope.number())
                ? Decision.HEARD : Decision.REPEATED;
    }

    /**
     * The membership has changed. Under the lock of the state.
     *
     * @param present incarnations of the members there are now
     * @return messages to be decided on again
     */
    List<Parked> viewed(Set<String> present) {
        // the windows stay: a member that returns after a cut goes on counting where it was
        if (windows.size() > Math.max(FEWEST_WINDOWS, 4 * present.size())) {
            windows.keySet().retainAll(present);
        }
        List<Parked> again = new ArrayList<>(parked);
        parked.clear();
        parkedBytes = 0;
        again.removeIf(message -> System.nanoTime() - message.arrived() >= PARKED_FOR.toNanos());
        return again;
    }

    /** What was said is not believed. */
    void drop(Address from, String why) {
        if (dropped.incrementAndGet() % 1000 == 1) {
            LOG.warn("Dropped a message from {}: {} ({} dropped so far)", from, why, dropped.get());
        }
    }

    /** There was no room for a message. */
    void overflowed() {
        dropped.incrementAndGet();
    }

    /** Messages that were not understood or not believed, or for which there was no room. */
    long dropped() {
        return dropped.get();
    }
}
