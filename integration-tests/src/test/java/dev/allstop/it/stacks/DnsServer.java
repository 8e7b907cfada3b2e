package dev.allstop.it.stacks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** Answers every question for an A record with the same addresses, and every other with none. */
final class DnsServer implements AutoCloseable {

    private final DatagramSocket socket;
    private final List<InetAddress> addresses;

    DnsServer(List<InetAddress> addresses) throws IOException {
        this.addresses = addresses;
        socket = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
        Thread thread = new Thread(this::serve, "dns");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    private void serve() {
        byte[] buffer = new byte[512];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                byte[] answer = answer(Arrays.copyOf(packet.getData(), packet.getLength()));
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private byte[] answer(byte[] query) {
        int end = 12;
        while (query[end] != 0) {
            end += query[end] + 1;
        }
        end += 5;
        boolean asksForA = ByteBuffer.wrap(query).getShort(end - 4) == 1;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(query, 0, 2);
        int answers = asksForA ? addresses.size() : 0;
        out.writeBytes(new byte[]{(byte) 0x84, 0, 0, 1, 0, (byte) answers, 0, 0, 0, 0});
        out.write(query, 12, end - 12);
        for (InetAddress address : asksForA ? addresses : List.<InetAddress>of()) {
            out.writeBytes(new byte[]{(byte) 0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4});
            out.writeBytes(address.getAddress());
        }
        return out.toByteArray();
    }

    @Override
    public void close() {
        socket.close();
    }
}
