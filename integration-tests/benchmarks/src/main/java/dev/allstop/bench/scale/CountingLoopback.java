package dev.allstop.bench.scale;

import java.util.concurrent.atomic.LongAdder;
import org.jgroups.Address;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.SHARED_LOOPBACK;

/** JGroups' transport within one JVM, which counts what all channels of the JVM send. */
public final class CountingLoopback extends SHARED_LOOPBACK {

    private static final short ID = 2_000;
    private static final LongAdder MESSAGES = new LongAdder();
    private static final LongAdder BYTES = new LongAdder();

    static {
        ClassConfigurator.addProtocol(ID, CountingLoopback.class);
    }

    static Traffic traffic() {
        return new Traffic(MESSAGES.sum(), BYTES.sum());
    }

    @Override
    public void sendToAll(byte[] data, int offset, int length) throws Exception {
        count(length);
        super.sendToAll(data, offset, length);
    }

    @Override
    protected void sendTo(Address to, byte[] data, int offset, int length) throws Exception {
        count(length);
        super.sendTo(to, data, offset, length);
    }

    private static void count(int bytes) {
        MESSAGES.increment();
        BYTES.add(bytes);
    }
}
