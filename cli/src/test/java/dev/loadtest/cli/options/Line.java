package dev.loadtest.cli.options;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The target's end of a connection: reads HTTP/1.1 requests and writes raw bytes. */
final class Line {
    private static final Duration LOOK = Duration.ofMillis(5);

    private final int number;
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final CountDownLatch closing;

    /** @param closing opens when the target closes and ends all waits */
    Line(int number, Socket socket, InputStream in, CountDownLatch closing) throws IOException {
        this.number = number;
        this.socket = socket;
        this.in = in;
        this.out = socket.getOutputStream();
        this.closing = closing;
    }

    /** The next request; null if the client has closed. */
    @Nullable
    Received read() throws IOException {
        String first = readLine();
        if (first.isEmpty()) {
            return null;
        }
        String[] words = first.split(" ");
        if (words.length != 3) {
            throw new IOException("no request line");
        }
        List<Received.Header> headers = new ArrayList<>();
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            String[] halves = line.split(":", 2);
            headers.add(new Received.Header(halves[0], halves[1].strip()));
        }
        Received head = new Received(number, words[0], words[1], words[2], headers, new byte[0]);
        return new Received(number, words[0], words[1], words[2], headers, body(head));
    }

    private byte[] body(Received head) throws IOException {
        if (head.header("Transfer-Encoding").equalsIgnoreCase("chunked")) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (int size = chunkSize(); size > 0; size = chunkSize()) {
                body.write(in.readNBytes(size));
                readLine();
            }
            readLine();
            return body.toByteArray();
        }
        String length = head.header("Content-Length");
        return length.isEmpty() ? new byte[0] : in.readNBytes(Integer.parseInt(length));
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(readLine().split(";")[0].strip(), 16);
    }

    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                if (line.isEmpty()) {
                    return "";
                }
                throw new EOFException("within " + line);
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    /** Writes text, one byte a character. */
    void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /** Waits; true if the target was closed meanwhile. */
    boolean pause(Duration length) throws IOException {
        try {
            return closing.await(length.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** Waits for a condition, or until the target is closed. */
    void await(BooleanSupplier condition) throws IOException {
        while (!condition.getAsBoolean() && !pause(LOOK)) {
            // Checks again.
        }
    }

    void awaitClient() throws IOException {
        while (in.read() >= 0) {
            // Discards the input.
        }
    }

    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }
}
