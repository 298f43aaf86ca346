package dev.loadtest.cli.options;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** How a target answers a request. */
interface Answer {

    /**
     * Writes the answer.
     *
     * @return whether the connection can take another request
     */
    boolean write(Line line) throws IOException;

    static Whole ok() {
        return status(200);
    }

    static Whole status(int status) {
        return new Whole(status, Map.of(), new byte[0], Duration.ZERO);
    }

    static Whole text(String body) {
        return ok().body("text/plain", body);
    }

    static Whole json(String body) {
        return ok().body("application/json", body);
    }

    /** Raw bytes, then the end of the connection. */
    static Answer raw(String bytes) {
        return line -> {
            line.write(bytes);
            return false;
        };
    }

    /** No answer until the client gives up or the target is closed. */
    static Answer silence() {
        return line -> {
            line.awaitClient();
            return false;
        };
    }

    /** Resets the connection. */
    static Answer reset() {
        return line -> {
            line.reset();
            return false;
        };
    }

    /** Repeats bytes for as long as the client reads them. */
    static Answer endless(String head, String chunk) {
        return line -> {
            line.write(head);
            while (true) {
                line.write(chunk);
            }
        };
    }

    /** Repeats bytes with a pause after each. */
    static Answer dripping(String head, String drop, Duration pause) {
        return line -> {
            line.write(head);
            while (!line.pause(pause)) {
                line.write(drop);
            }
            return false;
        };
    }

    /** A valid response. */
    record Whole(int status, Map<String, String> headers, byte[] body, Duration delay) implements Answer {

        Whole header(String name, String value) {
            Map<String, String> more = new TreeMap<>(headers);
            more.put(name, value);
            return new Whole(status, more, body, delay);
        }

        Whole body(String contentType, String text) {
            return new Whole(status, headers, text.getBytes(StandardCharsets.UTF_8), delay)
                    .header("Content-Type", contentType);
        }

        /** The same, its body compressed, whether asked for or not. */
        Whole gzipped() {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (OutputStream out = new GZIPOutputStream(packed)) {
                out.write(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new Whole(status, headers, packed.toByteArray(), delay).header("Content-Encoding", "gzip");
        }

        /** Waits before the first byte. */
        Whole after(Duration wait) {
            return new Whole(status, headers, body, wait);
        }

        @Override
        public boolean write(Line line) throws IOException {
            line.pause(delay);
            StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Any\r\nContent-Length: " + body.length);
            headers.forEach((name, value) ->
                    head.append("\r\n").append(name).append(": ").append(value));
            line.write(head + "\r\n\r\n" + new String(body, StandardCharsets.ISO_8859_1));
            return true;
        }
    }
}
