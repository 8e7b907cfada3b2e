package dev.allstop.core.fleet.channel;

import java.io.DataInput;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.Set;
import java.util.function.Supplier;
import org.jgroups.BytesMessage;
import org.jgroups.MergeView;
import org.jgroups.Message;
import org.jgroups.MessageFactory;
import org.jgroups.ObjectMessage;
import org.jgroups.View;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.util.Digest;
import org.jgroups.util.MutableDigest;
import org.jgroups.util.SeqnoList;
import org.jgroups.util.SizeStreamable;

/**
 * Takes from JGroups the ways in which bytes from the network can name a class to load or an object to deserialise.
 *
 * <p>Read from 5.5.7.Final: the transport makes messages by {@link MessageFactory} before any protocol has looked at
 * them, AUTH and SYM_ENCRYPT included, and {@code ObjectMessage.readPayload} reaches {@code ObjectInputStream} through
 * {@code ObjectWrapperSerializable}; {@code Util.readGenericStreamable} and {@code AuthHeader.readAuthToken} load a class
 * by the name in the message; {@code BytesMessage.getObject}, which retransmission and stability call, deserialises when
 * a flag in the message says so. What the protocols of our stacks exchange needs none of it.
 *
 * <p>The tables are static in JGroups, which lives in our own class loader: the application's JGroups is another.
 */
final class MessageLockdown extends MessageFactory {

    /** Payloads that the protocols send as objects: views, digests, and lists of lost messages. */
    private static final Set<Class<?>> PAYLOADS =
            Set.of(View.class, MergeView.class, Digest.class, MutableDigest.class, SeqnoList.class);

    /** By jg-magic-map.xml: tokens, method calls, wrapped objects, and headers of blocks and demos. */
    private static final Set<Integer> FORBIDDEN_CLASSES = Set.of(16, 17, 18, 20, 21, 66, 67, 68, 77, 83, 98);

    private static final Set<Short> FORBIDDEN_MESSAGES = Set.of(Message.NIO_MSG, Message.LONG_MSG,
            Message.COMPOSITE_MSG, Message.FRAG_MSG, Message.EARLYBATCH_MSG);

    private MessageLockdown() {
    }

    /** Idempotent; to be called before the first channel is made. */
    static synchronized void apply() {
        creators[Message.OBJ_MSG] = PlainObjectMessage::new;
        creators[Message.BYTES_MSG] = PlainBytesMessage::new;
        FORBIDDEN_MESSAGES.forEach(type -> creators[type] = null);
        try {
            Field magicMap = ClassConfigurator.class.getDeclaredField("magicMap");
            magicMap.setAccessible(true);
            Supplier<?>[] classes = (Supplier<?>[]) magicMap.get(null);
            FORBIDDEN_CLASSES.forEach(id -> classes[id] = null);
        } catch (ReflectiveOperationException | RuntimeException changed) {
            // a JGroups that was changed under us: better no fleet than one that can be made to load classes
            throw new IllegalStateException("JGroups is not the version this was written for: its messages could not be "
                    + "locked down, so the fleet is not joined", changed);
        }
    }

    private static final class PlainBytesMessage extends BytesMessage {

        @Override
        public Supplier<Message> create() {
            return PlainBytesMessage::new;
        }

        @Override
        public <T> T getObject(ClassLoader loader) {
            throw new IllegalArgumentException("a message of bytes is not an object");
        }
    }

    private static final class PlainObjectMessage extends ObjectMessage {

        @Override
        public Supplier<Message> create() {
            return PlainObjectMessage::new;
        }

        @Override
        public void readPayload(DataInput in) throws IOException, ClassNotFoundException {
            if (in.readByte() == 0) {
                return;
            }
            short magic = in.readShort();
            Object payload = magic < 0 ? null : ClassConfigurator.create(magic);
            if (payload == null || !PAYLOADS.contains(payload.getClass())) {
                throw new IOException("payload " + magic + " is not one that members send");
            }
            SizeStreamable streamable = (SizeStreamable) payload;
            streamable.readFrom(in);
            obj = streamable;
        }
    }
}
