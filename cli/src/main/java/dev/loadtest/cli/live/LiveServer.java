package dev.loadtest.cli.live;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * Serves a page and its events on 127.0.0.1 and, where there is one, ::1. The path has a random token, so that other
 * users of this machine cannot read the run; requests for another host are refused, and so are more than a few
 * connections. Every connection has a virtual thread of its own, which waits for its reader alone.
 */
final class LiveServer implements AutoCloseable {
    static final int MAX_CONNECTIONS = 16;

    private static final int HEAD_MILLIS = 5_000;
    private static final int MAX_FAILURES = 100;
    private static final byte[] V4 = {127, 0, 0, 1};
    private static final byte[] V6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    private final List<ServerSocket> listening = new ArrayList<>();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final LiveFeed feed;
    private final UnaryOperator<String> page;
    private final int port;
    private final String root;

    private LiveServer(ServerSocket first, LiveFeed feed, UnaryOperator<String> page) {
        this.listening.add(first);
        this.port = first.getLocalPort();
        this.feed = feed;
        this.page = page;
        byte[] token = new byte[16];
        new SecureRandom().nextBytes(token);
        this.root = "/" + HexFormat.of().formatHex(token) + "/";
    }

    /**
     * Listens.
     *
     * @param port 0 for any free one
     * @param page from the data of the latest event
     * @throws IOException if the port is not free
     */
    static LiveServer open(int port, LiveFeed feed, UnaryOperator<String> page) throws IOException {
        LiveServer server = new LiveServer(listen(V4, port), feed, page);
        try {
            server.listening.add(listen(V6, server.port));
        } catch (IOException noIpv6) {
            // The address that is printed is the other one.
        }
        for (ServerSocket socket : server.listening) {
            Thread.ofVirtual().name("live").start(() -> server.accept(socket));
        }
        return server;
    }

    private static ServerSocket listen(byte[] address, int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(address), port));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** The page. */
    URI address() {
        return URI.create("http://127.0.0.1:" + port + root);
    }

    /** Stops after many failures in a row, such as without free descriptors: retrying would use the run's CPU. */
    private void accept(ServerSocket from) {
        for (int failures = 0; failures < MAX_FAILURES && !from.isClosed(); ) {
            try {
                accepted(from.accept());
                failures = 0;
            } catch (IOException closed) {
                failures++;
            }
        }
    }

    private void accepted(Socket socket) throws IOException {
        if (connections.size() >= MAX_CONNECTIONS) {
            socket.close();
            return;
        }
        connections.add(socket);
        Thread.ofVirtual().name("live").start(() -> serve(socket));
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setSoTimeout(HEAD_MILLIS);
            answer(LiveRequest.read(new BufferedInputStream(socket.getInputStream())), socket.getOutputStream());
        } catch (IOException gone) {
            // The reader went away, was too slow, or does not speak HTTP.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(socket);
        }
    }

    private void answer(LiveRequest request, OutputStream out) throws IOException, InterruptedException {
        if (!request.isForLoopback(port)) {
            refuse(
                    out,
                    "403 Forbidden",
                    "This page is for this machine only: open the address that the run has printed.");
        } else if (!request.method().equals("GET")) {
            refuse(out, "405 Method Not Allowed", "This page can only be read.");
        } else if (isSame(request.path(), root)) {
            byte[] body = page.apply(feed.data()).getBytes(StandardCharsets.UTF_8);
            out.write(LiveRequest.answer("200 OK", "text/html", body));
        } else if (isSame(request.path(), root + "events")) {
            stream(out);
        } else {
            refuse(out, "404 Not Found", "There is nothing here: open the address that the run has printed.");
        }
        out.flush();
    }

    /** Compares in constant time. */
    private static boolean isSame(String path, String expected) {
        return MessageDigest.isEqual(path.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }

    private static void refuse(OutputStream out, String status, String why) throws IOException {
        out.write(LiveRequest.answer(status, "text/plain", (why + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    private void stream(OutputStream out) throws IOException, InterruptedException {
        feed.entered();
        try {
            out.write(LiveRequest.head("200 OK", "text/event-stream", ""));
            long number = 0;
            for (LiveFeed.Event event = feed.after(number); event != null; event = feed.after(number)) {
                out.write(event.bytes());
                out.flush();
                number = event.number();
            }
        } finally {
            feed.left();
        }
    }

    /** Ends all connections. */
    @Override
    public void close() {
        listening.forEach(LiveServer::close);
        connections.forEach(LiveServer::close);
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception gone) {
            // It is closed all the same.
        }
    }
}
