package dev.loadtest.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server on loopback that keeps the bytes of every request, and answers each with the same body. */
final class RecordingTarget implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("\r\nContent-Length: (\\d+)\r\n");

    private final ServerSocket socket;
    private final String body;
    private final String headers;
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    private RecordingTarget(ServerSocket socket, String body, String headers) {
        this.headers = headers;
        this.socket = socket;
        this.body = body;
    }

    static RecordingTarget start(String body) throws IOException {
        return start(body, "");
    }

    /** @param headers further headers of its responses, each with its line end */
    static RecordingTarget start(String body, String headers) throws IOException {
        RecordingTarget target =
                new RecordingTarget(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), body, headers);
        Thread.ofVirtual().start(target::accept);
        return target;
    }

    String url() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    /** Requests so far, byte for byte, as UTF-8. */
    List<String> received() {
        return List.copyOf(received);
    }

    private void accept() {
        try {
            while (true) {
                Socket peer = socket.accept();
                open.add(peer);
                Thread.ofVirtual().start(() -> serve(peer));
            }
        } catch (IOException closed) {
            // The end of the test.
        }
    }

    private void serve(Socket peer) {
        try (peer;
                InputStream in = new BufferedInputStream(peer.getInputStream());
                OutputStream out = peer.getOutputStream()) {
            for (byte[] request = read(in); request.length > 0; request = read(in)) {
                received.add(new String(request, StandardCharsets.UTF_8));
                out.write(("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + headers + "Content-Length: "
                                + body.length() + "\r\n\r\n" + body)
                        .getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (IOException closed) {
            // The end of the run.
        }
    }

    /** Empty at the end of the connection. */
    private static byte[] read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String head = "";
        while (!head.endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return new byte[0];
            }
            bytes.write(next);
            if (next == '\n') {
                head = bytes.toString(StandardCharsets.ISO_8859_1);
            }
        }
        Matcher length = LENGTH.matcher(head);
        if (length.find()) {
            bytes.write(in.readNBytes(Integer.parseInt(length.group(1))));
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket peer : open) {
            peer.close();
        }
    }
}
