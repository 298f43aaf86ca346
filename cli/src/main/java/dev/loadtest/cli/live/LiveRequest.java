package dev.loadtest.cli.live;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The head of a request.
 *
 * @param hosts values of its Host headers
 */
record LiveRequest(String method, String path, List<String> hosts) {
    private static final int MAX_BYTES = 16 << 10;
    private static final int USUAL_PORT = 80;
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    /**
     * Reads a head.
     *
     * @throws IOException if the connection ends before, the head is too long, or not HTTP/1
     */
    static LiveRequest read(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
            int octet = in.read();
            if (octet < 0) {
                throw new EOFException("the connection ended in a head");
            }
            if (head.length() == MAX_BYTES) {
                throw new IOException("a head of more than " + MAX_BYTES + " bytes");
            }
            head.append((char) octet);
        }
        List<String> lines = head.toString().lines().toList();
        String[] first = lines.getFirst().split(" ");
        if (first.length != 3 || !first[2].startsWith("HTTP/1.")) {
            throw new IOException("not a request of HTTP/1");
        }
        return new LiveRequest(
                first[0],
                first[1],
                lines.stream()
                        .filter(line -> line.regionMatches(true, 0, "host:", 0, 5))
                        .map(line -> line.substring(5).strip())
                        .toList());
    }

    /**
     * Whether its Host header names this machine: after DNS rebinding it names the other site.
     *
     * @param port of the server
     */
    boolean isForLoopback(int port) {
        if (hosts.size() != 1) {
            return false;
        }
        String host = hosts.getFirst().toLowerCase(Locale.ROOT);
        // Browsers leave the usual port out.
        return LOOPBACK.stream()
                .anyMatch(name -> host.equals(name + ":" + port) || port == USUAL_PORT && host.equals(name));
    }

    /** A response after which the connection is closed. */
    static byte[] answer(String status, String type, byte[] body) {
        byte[] head = head(status, type, "Content-Length: " + body.length + "\r\n");
        byte[] answer = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, answer, head.length, body.length);
        return answer;
    }

    /** The head of a response after which the connection is closed. It has no CORS headers. */
    static byte[] head(String status, String type, String more) {
        return ("HTTP/1.1 " + status + "\r\nContent-Type: " + type + "; charset=utf-8\r\n" + more
                        + "Connection: close\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n"
                        + "Referrer-Policy: no-referrer\r\nCross-Origin-Resource-Policy: same-origin\r\n"
                        + "X-Frame-Options: DENY\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
