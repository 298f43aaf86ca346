package dev.loadtest.cli.options;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 server on loopback that records requests and answers by a script, with a virtual thread for each
 * connection.
 */
final class TestTarget implements AutoCloseable {
    private static final int BACKLOG = 1_000;

    private final ServerSocket listener;
    private final String scheme;
    private final Script script;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger mostConnections = new AtomicInteger();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger mostUnderWay = new AtomicInteger();
    private final CountDownLatch closing = new CountDownLatch(1);

    /** The answer to a request; called on the connection's thread, may block. */
    interface Script {
        Answer answer(Received request) throws IOException;
    }

    private TestTarget(ServerSocket listener, String scheme, Script script) {
        this.listener = listener;
        this.scheme = scheme;
        this.script = script;
    }

    /** @param address a loopback address */
    static TestTarget start(String address, @Nullable SSLContext tls, Script script) {
        try {
            InetAddress loopback = InetAddress.getByName(address);
            ServerSocket listener = tls == null
                    ? new ServerSocket(0, BACKLOG, loopback)
                    : tls.getServerSocketFactory().createServerSocket(0, BACKLOG, loopback);
            TestTarget target = new TestTarget(listener, tls == null ? "http" : "https", script);
            Thread.ofVirtual().start(target::accept);
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                open.add(socket);
                mostConnections.accumulateAndGet(open.size(), Math::max);
                int number = connections.getAndIncrement();
                Thread.ofVirtual().start(() -> serve(number, socket));
            }
        } catch (IOException closed) {
            // Closed at the end of the test.
        }
    }

    private void serve(int number, Socket socket) {
        try (socket) {
            Line line = new Line(number, socket, new BufferedInputStream(socket.getInputStream()), closing);
            for (Received request = line.read(); request != null; request = line.read()) {
                received.add(request);
                mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                try {
                    if (!script.answer(request).write(line)) {
                        return;
                    }
                } finally {
                    underWay.decrementAndGet();
                }
            }
        } catch (IOException gone) {
            // Clients close connections in many tests.
        } finally {
            open.remove(socket);
        }
    }

    /** From now on its clients have to show certificates. */
    void demandCertificates() {
        ((SSLServerSocket) listener).setNeedClientAuth(true);
    }

    String url() {
        return scheme + "://" + listener.getInetAddress().getHostAddress() + ":" + listener.getLocalPort();
    }

    /** Requests so far, in order of arrival. */
    List<Received> received() {
        return List.copyOf(received);
    }

    /** Requests to a path. */
    List<Received> received(String path) {
        return received.stream().filter(request -> request.path().equals(path)).toList();
    }

    /** The only request. */
    Received only() {
        if (received.size() != 1) {
            throw new AssertionError(received.size() + " requests instead of one: " + received);
        }
        return received.getFirst();
    }

    /** Number of connections so far. */
    int connections() {
        return connections.get();
    }

    /** Maximum number of concurrent connections. */
    int mostConnections() {
        return mostConnections.get();
    }

    /** Maximum number of concurrent requests. */
    int mostUnderWay() {
        return mostUnderWay.get();
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
