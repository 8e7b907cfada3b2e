package dev.allstop.core.fleet.channel;

import java.time.Duration;
import java.util.List;
import org.jgroups.Address;

/** What the fleet needs of a group communication: who is there, and bytes to and from them. */
public interface FleetChannel {

    /** Begins to look for the others, in the background and for ever; returns at once. */
    void start(Listener listener);

    /** How long groups that were formed apart may take to find each other, once this node is in one. */
    Duration mergesWithin();

    /**
     * Sends to all other members. Never throws: what is said while there is no connection is lost, and said again.
     *
     * @param urgent to be delivered at once, not in the order of sending
     */
    void broadcast(byte[] message, boolean urgent);

    /** Says something to all other members that may get lost, since it is said again before long. Never throws. */
    void mention(byte[] message);

    /** Says something to one member that may get lost, since it is asked for again before long. Never throws. */
    void mention(Address to, byte[] message);

    /**
     * Whether sending may have to wait for somebody: where a connection to each member is kept, one that is cut off is
     * tried for a while.
     */
    default boolean mayBlock() {
        return true;
    }

    /** Sends to one member. Never throws. */
    void send(Address to, byte[] message, boolean urgent);

    /** Leaves; returns within the bound, whether or not it is done. */
    void close(Duration bound);

    /** Called by threads of the channel, which must not be held up. */
    interface Listener {

        /** A message from another member. */
        void received(Address from, byte[] message);

        /** The members there are from now on. */
        void members(Members members);

        /**
         * The first attempt to find the others has ended, or a later one.
         *
         * @param error why it failed and will be tried again, empty when this node is connected
         */
        void attempted(String error);
    }

    /**
     * The members of the fleet, as far as they can be reached.
     *
     * @param self  this node
     * @param first whether this node is the one that speaks for all of those who were together before
     */
    record Members(Address self, List<Member> all, boolean first) {

        public Members {
            all = List.copyOf(all);
        }
    }

    /** @param name what it calls itself, before it has said anything else */
    record Member(Address address, String name) {
    }
}
