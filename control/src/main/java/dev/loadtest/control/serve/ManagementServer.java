package dev.loadtest.control.serve;

import dev.loadtest.control.serve.Page.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Serves GET of a few fixed paths over HTTP/1.1 to every client: metrics, health and readiness. A client's cost is
 * bounded whatever it sends: number of open connections, bytes of a request's head, time from connect to the end of the
 * answer. One request for each connection. Any thread.
 */
public final class ManagementServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ManagementServer.class.getName());
    static final int MAX_CONNECTIONS = 64;
    static final Duration LONGEST = Duration.ofSeconds(10);

    private final ServerSocket socket;
    private final Map<String, Page> pages;
    private final Duration longest;
    private final ConnectionBound<Socket> open = new ConnectionBound<>(MAX_CONNECTIONS);

    private ManagementServer(ServerSocket socket, Map<String, Page> pages, Duration longest) {
        this.socket = socket;
        this.pages = Map.copyOf(pages);
        this.longest = longest;
    }

    /**
     * Starts the server.
     *
     * @param port 0 for any free one
     * @param pages by path
     * @throws IllegalStateException if the port cannot be opened
     */
    public static ManagementServer start(int port, Map<String, Page> pages) {
        return start(port, pages, LONGEST);
    }

    /** @param longest time from connect to the end of the answer */
    static ManagementServer start(int port, Map<String, Page> pages, Duration longest) {
        try {
            ServerSocket socket = new ServerSocket();
            // All addresses of the pod, IPv4 and IPv6.
            socket.bind(new InetSocketAddress(port), 2 * MAX_CONNECTIONS);
            ManagementServer server = new ManagementServer(socket, pages, longest);
            Thread.ofVirtual().name("management").start(server::accept);
            return server;
        } catch (IOException e) {
            throw new IllegalStateException("port " + port + " cannot be opened: " + e.getMessage(), e);
        }
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** Number of open connections. */
    int connections() {
        synchronized (open) {
            return open.size();
        }
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                take(socket.accept());
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    LOG.log(System.Logger.Level.WARNING, "a connection was not accepted: {0}", e.getMessage());
                }
            }
        }
    }

    private void take(Socket connection) {
        InetAddress address = connection.getInetAddress();
        Optional<Socket> displaced;
        synchronized (open) {
            displaced = open.add(address, connection);
        }
        displaced.ifPresent(ManagementServer::close);
        CountDownLatch over = new CountDownLatch(1);
        Thread.ofVirtual().name("management-request").start(() -> {
            try {
                serve(connection);
            } finally {
                over.countDown();
                close(connection);
                synchronized (open) {
                    open.remove(address, connection);
                }
            }
        });
        // A timeout for single reads or writes would let a client drip.
        Thread.ofVirtual().name("management-limit").start(() -> {
            try {
                if (!over.await(longest.toNanos(), TimeUnit.NANOSECONDS)) {
                    close(connection);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void serve(Socket connection) {
        try {
            Optional<RequestHead> head = RequestHead.read(connection);
            Answer answer = head.map(this::answer).orElseGet(() -> Answer.plain(400, "not a request\n"));
            boolean withBody = head.map(it -> !it.method().equals("HEAD")).orElse(true);
            write(connection, answer, withBody);
        } catch (IOException gone) {
            // The client left, or its connection was displaced or timed out.
        }
    }

    private Answer answer(RequestHead head) {
        if (!head.method().equals("GET") && !head.method().equals("HEAD")) {
            return Answer.plain(405, "only GET\n");
        }
        Page page = pages.get(head.path());
        if (page == null) {
            return Answer.plain(404, "there is " + String.join(", ", new TreeSet<>(pages.keySet())) + "\n");
        }
        try {
            return page.answer(head.accept());
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, head.path() + " failed", e);
            return Answer.plain(500, "it failed; the log says why\n");
        }
    }

    private static void write(Socket connection, Answer answer, boolean withBody) throws IOException {
        byte[] body = answer.body();
        String head = "HTTP/1.1 " + answer.status() + " \r\nContent-Type: " + answer.type() + "\r\nContent-Length: "
                + body.length + "\r\nConnection: close\r\n\r\n";
        OutputStream out = connection.getOutputStream();
        out.write(head.getBytes(StandardCharsets.ISO_8859_1));
        if (withBody) {
            out.write(body);
        }
        out.flush();
        connection.shutdownOutput();
    }

    private static void close(Socket connection) {
        try {
            connection.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a connection was not closed: {0}", e.getMessage());
        }
    }

    /** Stops accepting connections; open ones end by themselves. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
