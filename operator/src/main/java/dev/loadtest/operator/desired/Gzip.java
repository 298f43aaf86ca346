package dev.loadtest.operator.desired;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Compression for ConfigMaps. */
public final class Gzip {
    private Gzip() {}

    /** Writes bytes to a stream. */
    public interface Content {
        void write(OutputStream out) throws IOException;
    }

    public static byte[] of(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            content.write(gzip);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail to be written", e);
        }
        return bytes.toByteArray();
    }

    /**
     * The uncompressed content; empty if it exceeds {@code most} bytes, of which no more are read.
     *
     * @throws IOException if the bytes are not gzip
     */
    public static Optional<byte[]> read(byte[] compressed, int most) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
            byte[] content = in.readNBytes(most);
            return in.read() < 0 ? Optional.of(content) : Optional.empty();
        }
    }
}
