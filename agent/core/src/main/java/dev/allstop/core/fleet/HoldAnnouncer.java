package dev.allstop.core.fleet;

import dev.allstop.core.fleet.channel.FleetChannel;
import dev.allstop.core.fleet.wire.MessageCodec;
import dev.allstop.core.hold.HoldEntry;
import java.time.Duration;
import java.util.Collection;
import org.jgroups.Address;

/**
 * Tells the others what is held: when it changes, at every change of membership, and now and then. Whoever hears an
 * announcement and knows more, announces in turn; whoever was about to say the same, keeps silent. On the fleet thread,
 * where nothing else is said.
 */
final class HoldAnnouncer {

    private static final Duration GAP = Duration.ofMillis(500);

    private final FleetState state;
    private final FleetChannel channel;
    private final FleetThread thread;
    private final MessageCodec codec;
    private final Duration every;
    private volatile long heardDigest;
    private boolean scheduled;
    private long announcedNanos = System.nanoTime() - GAP.toNanos();

    /** @param every how often holds are announced when nothing happens */
    HoldAnnouncer(FleetState state, FleetChannel channel, FleetThread thread, MessageCodec codec, Duration every) {
        this.state = state;
        this.channel = channel;
        this.thread = thread;
        this.codec = codec;
        this.every = every;
    }

    void start() {
        thread.after(Chance.around(every), this::announceNowAndThen);
    }

    /** Somebody has announced what comes to this digest. Any thread. */
    void heard(long digest) {
        heardDigest = digest;
    }

    /** Announces all that is known. */
    void announceAfter(Duration delay) {
        if (scheduled) {
            return;
        }
        scheduled = true;
        heardDigest = 0;
        // never in a loop, should two nodes be unable to agree
        long sinceLast = System.nanoTime() - announcedNanos;
        Duration rest = GAP.minusNanos(sinceLast);
        thread.after(rest.compareTo(delay) > 0 ? rest : delay, () -> {
            scheduled = false;
            announcedNanos = System.nanoTime();
            // somebody else has said it meanwhile
            if (!state.read(state.holds::isEmpty) && heardDigest != state.read(state.holds::digest)) {
                announce(state.read(state.holds::all), 0, false);
            }
        });
    }

    /** This node knows what others may not: not at once, since somebody else may be about to say the same. */
    void announceSoon() {
        announceAfter(Duration.ofMillis(20).plus(Chance.upTo(100 + 5L * state.read(state.members::size))));
    }

    /** Tells everybody. Any thread, if the channel cannot block it. */
    void announce(Collection<HoldEntry> entries, long watchMs, boolean urgent) {
        long digest = state.read(state.holds::digest);
        codec.holds(entries, digest, watchMs, System.nanoTime())
                .forEach(message -> channel.broadcast(message, urgent));
    }

    /** Tells one. Any thread, if the channel cannot block it. */
    void announce(Address to, Collection<HoldEntry> entries, long watchMs, boolean urgent) {
        long digest = state.read(state.holds::digest);
        codec.holds(entries, digest, watchMs, System.nanoTime())
                .forEach(message -> channel.send(to, message, urgent));
    }

    private void announceNowAndThen() {
        if (heardDigest == state.read(state.holds::digest)) {
            // one word in so long is enough for all
            heardDigest = 0;
        } else {
            announceAfter(Duration.ZERO);
        }
        thread.after(Chance.around(every), this::announceNowAndThen);
    }
}
