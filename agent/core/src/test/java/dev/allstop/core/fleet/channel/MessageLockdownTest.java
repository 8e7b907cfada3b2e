package dev.allstop.core.fleet.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.jgroups.BytesMessage;
import org.jgroups.EmptyMessage;
import org.jgroups.Message;
import org.jgroups.ObjectMessage;
import org.jgroups.View;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.AUTH;
import org.jgroups.protocols.AuthHeader;
import org.jgroups.util.ByteArrayDataOutputStream;
import org.jgroups.util.SeqnoList;
import org.jgroups.util.UUID;
import org.jgroups.util.Util;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MessageLockdownTest {

    private static final AtomicInteger DESERIALISED = new AtomicInteger();

    @BeforeAll
    static void lock() {
        MessageLockdown.apply();
    }

    private static final class Bomb implements Serializable {

        private static final long serialVersionUID = 1;

        private void readObject(ObjectInputStream in) {
            DESERIALISED.incrementAndGet();
        }
    }

    private static byte[] written(Message message) throws IOException {
        ByteArrayDataOutputStream out = new ByteArrayDataOutputStream();
        Util.writeMessage(message, out, true);
        // version and flags, which the transport reads first
        return Arrays.copyOfRange(out.getBuffer().bytes(), 3, out.position());
    }

    private static Message received(byte[] bytes) throws Exception {
        return Util.readMessage(new DataInputStream(new ByteArrayInputStream(bytes)));
    }

    @Test
    void anObjectInAMessageIsRefusedBeforeItIsDeserialised() throws Exception {
        byte[] attack = written(new ObjectMessage(null, new Bomb()).setSrc(UUID.randomUUID()));

        assertThatThrownBy(() -> received(attack)).isInstanceOfAny(IOException.class, ClassNotFoundException.class);
        assertThat(DESERIALISED).hasValue(0);
    }

    @Test
    void bytesThatClaimToBeAnObjectStayBytes() throws Exception {
        Message attack = new BytesMessage(null, new Bomb()).setSrc(UUID.randomUUID());
        assertThat(attack.isFlagSet(Message.Flag.SERIALIZED)).isTrue();

        Message received = received(written(attack));

        assertThatThrownBy(received::getObject).isInstanceOf(IllegalArgumentException.class);
        assertThat(DESERIALISED).hasValue(0);
    }

    @Test
    void aHeaderThatNamesAClassIsRefused() throws Exception {
        Message attack = new EmptyMessage().setSrc(UUID.randomUUID())
                .putHeader(ClassConfigurator.getProtocolId(AUTH.class), new AuthHeader());

        assertThatThrownBy(() -> received(written(attack))).isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void otherKindsOfMessagesDoNotExist() {
        for (short type : new short[]{Message.NIO_MSG, Message.LONG_MSG, Message.COMPOSITE_MSG, Message.FRAG_MSG,
                Message.EARLYBATCH_MSG}) {
            byte[] attack = {(byte) (type >> 8), (byte) type, 0, 0, 0};
            assertThatThrownBy(() -> received(attack)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void whatMembersSendEachOtherPasses() throws Exception {
        UUID self = UUID.randomUUID();
        View view = received(written(new ObjectMessage(null, View.create(self, 3, self)).setSrc(self))).getObject();
        assertThat((Object) view).isEqualTo(View.create(self, 3, self));
        SeqnoList lost = new SeqnoList(10, 1).add(LongStream.of(2, 5).toArray());
        SeqnoList read = received(written(new ObjectMessage(self, lost).setSrc(self))).getObject();
        assertThat(read).containsExactly(2L, 5L);
        assertThat(received(written(new BytesMessage(null, new byte[]{1, 2}).setSrc(self))).getArray()).contains(1, 2);
    }
}
