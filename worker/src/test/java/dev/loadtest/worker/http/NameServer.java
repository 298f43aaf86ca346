package dev.loadtest.worker.http;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A name server on loopback that knows some names. */
public final class NameServer implements AutoCloseable {
    private static final int HEADER = 12;
    private static final int A = 1;
    private static final int AAAA = 28;

    private final DatagramSocket socket;
    private final Map<String, List<InetAddress>> names;
    private final AtomicInteger queries = new AtomicInteger();
    private final AtomicInteger ipv4Queries = new AtomicInteger();
    private volatile boolean silentToIpv6;

    public NameServer(Map<String, List<InetAddress>> names) throws IOException {
        this.socket = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0));
        this.names = new ConcurrentHashMap<>(names);
        Thread.ofPlatform().daemon().start(this::serve);
    }

    /** As Vert.x's settings name it. */
    public String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    /** Leaves questions for IPv6 addresses unanswered from now on, as some middle boxes do. */
    void beSilentToIpv6() {
        silentToIpv6 = true;
    }

    /** From now on a name has this address alone. */
    void put(String name, InetAddress address) {
        names.put(name, List.of(address));
    }

    int queries() {
        return queries.get();
    }

    /** Questions for IPv4 addresses. */
    public int ipv4Queries() {
        return ipv4Queries.get();
    }

    private void serve() {
        byte[] packet = new byte[1500];
        while (true) {
            try {
                DatagramPacket query = new DatagramPacket(packet, packet.length);
                socket.receive(query);
                queries.incrementAndGet();
                byte[] answer = answer(ByteBuffer.wrap(packet, 0, query.getLength()));
                if (answer.length > 0) {
                    socket.send(new DatagramPacket(answer, answer.length, query.getSocketAddress()));
                }
            } catch (IOException e) {
                return;
            }
        }
    }

    private byte[] answer(ByteBuffer query) throws IOException {
        short id = query.getShort();
        query.position(HEADER);
        StringBuilder name = new StringBuilder();
        for (int length = query.get(); length > 0; length = query.get()) {
            byte[] label = new byte[length];
            query.get(label);
            name.append(name.isEmpty() ? "" : ".").append(new String(label, StandardCharsets.US_ASCII));
        }
        short type = query.getShort();
        if (type == A) {
            ipv4Queries.incrementAndGet();
        }
        query.getShort();
        byte[] question = new byte[query.position() - HEADER];
        query.get(HEADER, question);
        if (type == AAAA && silentToIpv6) {
            return new byte[0];
        }
        List<InetAddress> known = names.get(name.toString().toLowerCase(Locale.ROOT));
        return answer(id, question, type, known);
    }

    private static byte[] answer(short id, byte[] question, short type, List<InetAddress> known) throws IOException {
        List<byte[]> records = known == null
                ? List.of()
                : known.stream()
                        .map(InetAddress::getAddress)
                        .filter(address -> (address.length == 16) == (type == AAAA))
                        .toList();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeShort(id);
        out.writeShort(known == null ? 0x8183 : 0x8180);
        out.writeShort(1);
        out.writeShort(records.size());
        out.writeInt(0);
        out.write(question);
        for (byte[] record : records) {
            out.writeShort(0xc00c);
            out.writeShort(type);
            out.writeShort(1);
            out.writeInt(60);
            out.writeShort(record.length);
            out.write(record);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        socket.close();
    }
}
