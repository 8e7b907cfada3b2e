package dev.allstop.core.fleet.channel;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Finds out whether processes of this machine can reach each other by multicast over the loopback interface. */
final class LoopbackMulticast {

    private static final int WAIT_MS = 300;

    private LoopbackMulticast() {
    }

    /** Sends one datagram to itself; takes a millisecond where it works and {@value #WAIT_MS} where it does not. */
    static boolean works() {
        byte[] sent = Long.toString(System.nanoTime()).getBytes(StandardCharsets.US_ASCII);
        try (MulticastSocket socket = new MulticastSocket(0)) {
            InetAddress loopback = InetAddress.getByName("127.0.0.1");
            NetworkInterface lo = NetworkInterface.getByInetAddress(loopback);
            InetSocketAddress group = new InetSocketAddress("239.77.255.254", socket.getLocalPort());
            socket.setNetworkInterface(lo);
            socket.setTimeToLive(0);
            socket.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, true);
            socket.setSoTimeout(WAIT_MS);
            socket.joinGroup(group, lo);
            socket.send(new DatagramPacket(sent, sent.length, group));
            DatagramPacket received = new DatagramPacket(new byte[64], 64);
            socket.receive(received);
            return Arrays.equals(sent, Arrays.copyOf(received.getData(), received.getLength()));
        } catch (IOException | RuntimeException cannot) {
            return false;
        }
    }
}
