package dev.allstop.core.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.allstop.core.fleet.channel.FleetChannel.Member;
import dev.allstop.core.fleet.channel.FleetChannel.Members;
import dev.allstop.core.fleet.wire.Envelope;
import dev.allstop.core.fleet.wire.MessageCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jgroups.Address;
import org.jgroups.util.UUID;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    private static final int KIND = 6;

    private final FleetState state = new FleetState(java.util.UUID.randomUUID().toString(), System.nanoTime());
    private final Admission admission = new Admission(state);

    @Test
    void aNewcomerMissesNothingThatAThousandMembersSayBeforeItHasTheView() {
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            Member member = new Member(UUID.randomUUID(), "node-" + i);
            members.add(member);
            assertThat(admission.admit(member.address(), goodbye(), System.nanoTime())).isEmpty();
        }
        Address self = UUID.randomUUID();
        members.add(new Member(self, "newcomer"));
        List<Admission.Parked> again = state.update(() -> {
            state.members.viewed(new Members(self, members, false), System.nanoTime());
            return admission.viewed(Set.of());
        });

        assertThat(again).hasSize(1_000).allSatisfy(message ->
                assertThat(admission.admit(message.from(), message.message(), message.arrived())).isPresent());
        assertThat(admission.dropped()).isZero();
    }

    @Test
    void strangersFillNoMoreThanAFewMegabytes() {
        byte[] longest = longest();
        int sent = 200;
        for (int i = 0; i < sent; i++) {
            admission.admit(UUID.randomUUID(), longest, System.nanoTime());
        }
        List<Admission.Parked> parked = state.update(() -> admission.viewed(Set.of()));

        assertThat(parked.stream().mapToLong(message -> message.message().length).sum()).isBetween(1L, 4L << 20);
        assertThat(admission.dropped()).isEqualTo(sent - parked.size());
        admission.admit(UUID.randomUUID(), longest, System.nanoTime());
        assertThat(state.update(() -> admission.viewed(Set.of()))).hasSize(1);
    }

    private static byte[] goodbye() {
        return new MessageCodec(java.util.UUID.randomUUID()).goodbye();
    }

    /** Of a kind that a later version may understand, so that nothing about it is malformed. */
    private static byte[] longest() {
        byte[] message = Arrays.copyOf(goodbye(), Envelope.MOST_BYTES);
        message[KIND] = 99;
        return message;
    }
}
