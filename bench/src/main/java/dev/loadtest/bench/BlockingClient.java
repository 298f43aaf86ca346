package dev.loadtest.bench;

import dev.loadtest.engine.result.latency.LatencyHistogram;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/**
 * A minimal client that measures latency: one thread, one connection, write, read, with a clock reading before and
 * after. Runs as a process; a line {@code PORT SECONDS} is answered by {@code latencies HISTOGRAM}. With {@code
 * PER_SECOND} added, each request waits for its scheduled instant and is measured from there.
 */
final class BlockingClient {
    private static final byte[] REQUEST =
            "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final long AWAKE_NANOS = 200_000;

    private BlockingClient() {}

    public static void main(String[] args) throws IOException {
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            String[] words = line.split(" ");
            double perSecond = words.length > 2 ? Double.parseDouble(words[2]) : Double.POSITIVE_INFINITY;
            System.out.println("latencies "
                    + latencies(Integer.parseInt(words[0]), Double.parseDouble(words[1]), perSecond)
                            .encode());
        }
    }

    private static LatencyHistogram latencies(int port, double seconds, double perSecond) throws IOException {
        LatencyHistogram latencies = new LatencyHistogram();
        int length = TinyServer.RESPONSE.length();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            long begin = System.nanoTime();
            long end = begin + (long) (seconds * 1e9);
            long start = begin;
            for (long k = 1; start < end; k++) {
                out.write(REQUEST);
                if (in.readNBytes(length).length < length) {
                    throw new IOException("the target has closed the connection");
                }
                long now = System.nanoTime();
                latencies.recordNanos(now - start);
                start = perSecond == Double.POSITIVE_INFINITY ? now : begin + Math.round(k * 1e9 / perSecond);
                awaitInstant(start);
            }
        }
        return latencies;
    }

    /** Spins at the end of the wait: the kernel wakes a sleeper some 80 us late. */
    private static void awaitInstant(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            if (left > AWAKE_NANOS) {
                LockSupport.parkNanos(left - AWAKE_NANOS);
            } else {
                Thread.onSpinWait();
            }
        }
    }
}
