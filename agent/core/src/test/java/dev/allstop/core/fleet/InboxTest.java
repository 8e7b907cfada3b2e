package dev.allstop.core.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jgroups.Address;
import org.jgroups.util.UUID;
import org.junit.jupiter.api.Test;

class InboxTest {

    private static final byte[] SHORT = new byte[32];
    private static final byte[] LONG = new byte[64 * 1024];

    private final Inbox inbox = new Inbox();
    private final Address member = UUID.randomUUID();
    private final Address other = UUID.randomUUID();

    private int accepted(Address from, byte[] message, int times) {
        int accepted = 0;
        for (int i = 0; i < times; i++) {
            accepted += inbox.offer(from, message).isPresent() ? 1 : 0;
        }
        return accepted;
    }

    @Test
    void whatOneMemberSaysIsBoundedInNumberAndInBytesAndLeavesRoomForTheOthers() {
        inbox.members(List.of(member, other));

        assertThat(accepted(member, SHORT, 100_000)).isEqualTo(Inbox.MOST_OF_ONE);
        assertThat(accepted(other, LONG, 100_000)).isEqualTo(Inbox.MOST_BYTES_OF_ONE / LONG.length);
        assertThat(accepted(UUID.randomUUID(), SHORT, 1)).isOne();
    }

    @Test
    void allStrangersTogetherHaveTheRoomOfOneHoweverManyAddressesTheyUse() {
        inbox.members(List.of(member));

        assertThat(Stream.generate(UUID::randomUUID).limit(100_000).mapToInt(from -> accepted(from, SHORT, 1)).sum())
                .isEqualTo(Inbox.MOST_OF_ONE);
        assertThat(accepted(member, SHORT, 1)).isOne();
    }

    @Test
    void allMembersTogetherAreBoundedToo() {
        List<Address> many = Stream.<Address>generate(UUID::randomUUID).limit(1000).toList();
        inbox.members(many);

        assertThat(many.stream().mapToLong(from -> accepted(from, LONG, 1000)).sum() * LONG.length)
                .isEqualTo(Inbox.MOST_BYTES);
    }

    @Test
    void whatHasBeenHeardGivesItsRoomBackAlsoWhenItsSenderHasLeft() {
        inbox.members(List.of(member));
        List<Runnable> taken = new ArrayList<>();
        for (int i = 0; i < Inbox.MOST_OF_ONE; i++) {
            taken.add(inbox.offer(member, LONG.length * (i + 1) <= Inbox.MOST_BYTES_OF_ONE ? LONG : new byte[0]).orElseThrow());
        }
        assertThat(accepted(member, SHORT, 1)).isZero();

        inbox.members(List.of());
        taken.forEach(Runnable::run);
        inbox.members(List.of(member));

        assertThat(accepted(member, SHORT, 100_000)).isEqualTo(Inbox.MOST_OF_ONE);
    }
}
