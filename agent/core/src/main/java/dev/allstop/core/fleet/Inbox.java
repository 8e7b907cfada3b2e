package dev.allstop.core.fleet;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jgroups.Address;

/**
 * Keeps count of the messages that have come and have not been dealt with yet. Beyond its bounds messages are dropped:
 * whatever they said is said again, and memory is not theirs to fill. Each member has bounds of its own, and all
 * strangers together those of one, so that who floods takes neither the room nor the turn of another's order.
 * Thread-safe.
 */
final class Inbox {

    /** Of one sender; it says some fifty a second when it is in a hurry. */
    static final int MOST_OF_ONE = 300;
    /** The longest status, in all its parts. */
    static final int MOST_BYTES_OF_ONE = 6 << 20;
    static final int MOST = 10_000;
    static final int MOST_BYTES = 24 << 20;

    private final Map<Address, Waiting> members = new HashMap<>();
    private final Waiting strangers = new Waiting();
    private int messages;
    private long bytes;

    private static final class Waiting {

        private int messages;
        private int bytes;
    }

    /** Who is a member from now on. */
    synchronized void members(Collection<Address> present) {
        members.keySet().retainAll(present);
        present.forEach(address -> members.computeIfAbsent(address, member -> new Waiting()));
    }

    /**
     * Takes the room for a message.
     *
     * @return gives the room back; empty if there is none
     */
    synchronized Optional<Runnable> offer(Address from, byte[] message) {
        Waiting waiting = members.getOrDefault(from, strangers);
        if (waiting.messages >= MOST_OF_ONE || waiting.bytes + message.length > MOST_BYTES_OF_ONE
                || messages >= MOST || bytes + message.length > MOST_BYTES) {
            return Optional.empty();
        }
        count(waiting, 1, message.length);
        return Optional.of(() -> taken(waiting, message.length));
    }

    private synchronized void taken(Waiting waiting, int length) {
        count(waiting, -1, -length);
    }

    private void count(Waiting waiting, int more, int moreBytes) {
        waiting.messages += more;
        waiting.bytes += moreBytes;
        messages += more;
        bytes += moreBytes;
    }
}
