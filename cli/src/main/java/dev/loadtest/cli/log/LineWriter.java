package dev.loadtest.cli.log;

import dev.loadtest.engine.run.log.LoggedRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes lines to a file up to a size, and counts those that it did not write. After a failure nothing more is written.
 * Confined to one thread.
 */
final class LineWriter {
    private static final int BUFFER = 64 << 10;

    private final OutputStream out;
    private final long maxBytes;
    private final RequestLine line = new RequestLine();
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(BUFFER + (4 << 10));
    private long buffered;
    private long bytes;
    private long written;
    private long beyondSize;
    private long failed;
    private String problem = "";

    LineWriter(OutputStream out, long maxBytes) {
        this.out = out;
        this.maxBytes = maxBytes;
    }

    void write(int worker, LoggedRequest request) {
        if (!problem.isEmpty()) {
            failed++;
            return;
        }
        byte[] text = line.of(worker, request).toString().getBytes(StandardCharsets.UTF_8);
        if (bytes + buffer.size() + text.length > maxBytes) {
            beyondSize++;
            return;
        }
        buffer.writeBytes(text);
        buffered++;
        if (buffer.size() >= BUFFER) {
            flush();
        }
    }

    /** Writes what is buffered. */
    void flush() {
        try {
            buffer.writeTo(out);
            bytes += buffer.size();
            written += buffered;
        } catch (IOException e) {
            String message = e.getMessage();
            problem = message == null ? e.getClass().getSimpleName() : message;
            failed += buffered;
        }
        buffer.reset();
        buffered = 0;
    }

    long written() {
        return written;
    }

    /** Size of the complete lines in the file. */
    long bytes() {
        return bytes;
    }

    /** Number of lines for which the file would have become too large. */
    long beyondSize() {
        return beyondSize;
    }

    /** Number of lines that could not be written. */
    long failed() {
        return failed;
    }

    /** Why lines could not be written; empty without a failure. */
    String problem() {
        return problem;
    }
}
