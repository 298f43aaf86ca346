package dev.loadtest.worker.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A server on loopback that treats every connection by a script, well-behaved or not. */
final class ScriptedServer implements AutoCloseable {

    /** Treats one connection, which is closed when it returns. */
    interface Script {
        void serve(Peer peer) throws Exception;
    }

    private final ServerSocket listening;
    private final List<String> protocols;
    private final Script script;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger mostOpen = new AtomicInteger();

    private ScriptedServer(ServerSocket listening, List<String> protocols, Script script) {
        this.listening = listening;
        this.protocols = protocols;
        this.script = script;
        Thread.ofVirtual().start(this::accept);
    }

    static ScriptedServer start(@Nullable SSLContext tls, Script script) throws IOException {
        return start(tls, List.of(), script);
    }

    /** @param protocols which it agrees to speak over TLS, RFC 7301; none for no word about that */
    static ScriptedServer start(@Nullable SSLContext tls, List<String> protocols, Script script) throws IOException {
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        ServerSocket socket = tls == null
                ? new ServerSocket(0, 200, loopback)
                : tls.getServerSocketFactory().createServerSocket(0, 200, loopback);
        return new ScriptedServer(socket, protocols, script);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** How many connections were opened to it so far. */
    int accepted() {
        return accepted.get();
    }

    /** The most connections that were open at once. */
    int mostOpen() {
        return mostOpen.get();
    }

    private void accept() {
        while (true) {
            try {
                Socket socket = listening.accept();
                accepted.incrementAndGet();
                sockets.add(socket);
                mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            if (socket instanceof SSLSocket tls) {
                SSLParameters parameters = tls.getSSLParameters();
                parameters.setApplicationProtocols(protocols.toArray(String[]::new));
                tls.setSSLParameters(parameters);
            }
            script.serve(new Peer(socket));
        } catch (Exception e) {
            // The client has gone, or the test is over; the client's outcome is tested.
        } finally {
            open.decrementAndGet();
            sockets.remove(socket);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
