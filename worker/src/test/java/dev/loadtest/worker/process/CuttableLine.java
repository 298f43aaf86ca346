package dev.loadtest.worker.process;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A proxy to a loopback port that can be cut: pending data is lost, and connections fail. */
final class CuttableLine implements AutoCloseable {
    private final ServerSocket listening;
    private final int to;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    CuttableLine(int to) throws IOException {
        this.to = to;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    void cut() {
        cut = true;
        sockets.forEach(CuttableLine::close);
    }

    void mend() {
        cut = false;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket near = listening.accept();
                if (cut) {
                    near.close();
                } else {
                    connect(near, new Socket(InetAddress.getLoopbackAddress(), to));
                }
            } catch (IOException e) {
                // Closed, or the far end is gone: the caller notices on its own connection.
            }
        }
    }

    private void connect(Socket near, Socket far) {
        sockets.add(near);
        sockets.add(far);
        Thread.ofVirtual().start(() -> carry(near, far));
        Thread.ofVirtual().start(() -> carry(far, near));
    }

    private void carry(Socket from, Socket into) {
        try (from;
                into) {
            InputStream in = from.getInputStream();
            in.transferTo(into.getOutputStream());
        } catch (IOException e) {
            // Cut.
        } finally {
            sockets.remove(from);
            sockets.remove(into);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Closed in any case.
        }
    }

    @Override
    public void close() throws IOException {
        cut();
        listening.close();
    }
}
