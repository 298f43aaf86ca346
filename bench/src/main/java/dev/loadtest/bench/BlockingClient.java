package dev.loadtest.bench;

import dev.loadtest.engine.result.LatencyHistogram;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * The least that can measure a latency: one thread, one connection, write, read, and the clock before and after. A process
 * of its own; a line {@code PORT SECONDS} is answered by {@code latencies HISTOGRAM}.
 */
final class BlockingClient {
    private static final byte[] REQUEST =
            "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private BlockingClient() {}

    public static void main(String[] args) throws IOException {
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            String[] words = line.split(" ");
            System.out.println("latencies "
                    + latencies(Integer.parseInt(words[0]), Double.parseDouble(words[1]))
                            .encode());
        }
    }

    private static LatencyHistogram latencies(int port, double seconds) throws IOException {
        LatencyHistogram latencies = new LatencyHistogram();
        int length = TinyServer.RESPONSE.length();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            long end = System.nanoTime() + (long) (seconds * 1e9);
            long start = System.nanoTime();
            while (start < end) {
                out.write(REQUEST);
                if (in.readNBytes(length).length < length) {
                    throw new IOException("the target has closed the connection");
                }
                long now = System.nanoTime();
                latencies.recordNanos(now - start);
                start = now;
            }
        }
        return latencies;
    }
}
