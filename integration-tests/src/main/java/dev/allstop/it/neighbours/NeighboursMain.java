package dev.allstop.it.neighbours;

import dev.allstop.it.subject.SubjectMain;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.implementation.FixedValue;
import net.bytebuddy.matcher.ElementMatchers;
import org.jgroups.JChannel;
import org.jgroups.Message;
import org.jgroups.ReceiverAdapter;
import org.jgroups.Version;
import org.jgroups.protocols.SHARED_LOOPBACK;
import org.jgroups.protocols.SHARED_LOOPBACK_PING;
import org.jgroups.protocols.UNICAST3;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.protocols.pbcast.NAKACK2;
import org.jgroups.protocols.pbcast.STABLE;
import org.slf4j.LoggerFactory;

/** A subject in an application that uses JGroups, Byte Buddy and SLF4J for itself, in versions other than Allstop's. */
public final class NeighboursMain {

    private NeighboursMain() {
    }

    public static void main(String[] args) throws Exception {
        System.out.println("byte-buddy says " + generatedGreeting());
        System.out.println("jgroups " + Version.description + " says " + receivedGreeting());
        LoggerFactory.getLogger("application").warn("slf4j {} says hello",
                LoggerFactory.class.getPackage().getImplementationVersion());
        SubjectMain.main(args);
    }

    private static String generatedGreeting() throws ReflectiveOperationException {
        return new ByteBuddy().subclass(Object.class).method(ElementMatchers.named("toString"))
                .intercept(FixedValue.value("hello")).make().load(NeighboursMain.class.getClassLoader()).getLoaded()
                .getConstructor().newInstance().toString();
    }

    private static String receivedGreeting() throws Exception {
        try (JChannel one = channel(); JChannel two = channel()) {
            BlockingQueue<Object> received = new LinkedBlockingQueue<>();
            two.setReceiver(new ReceiverAdapter() {
                @Override
                public void receive(Message message) {
                    received.offer(message.getObject());
                }
            });
            one.connect("application");
            two.connect("application");
            one.send(two.getAddress(), "hello");
            return String.valueOf(received.poll(10, TimeUnit.SECONDS));
        }
    }

    private static JChannel channel() throws Exception {
        return new JChannel(new SHARED_LOOPBACK(), new SHARED_LOOPBACK_PING(), new NAKACK2().setUseMcastXmit(false),
                new UNICAST3(), new STABLE(), new GMS());
    }
}
