package dev.loadtest.worker.body;

import dev.loadtest.engine.run.check.ContentCodings;
import io.airlift.compress.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.brotli.dec.BrotliInputStream;
import org.jspecify.annotations.Nullable;

/**
 * gzip and deflate (RFC 9110), br (RFC 7932), zstd (RFC 8878). A window of br takes at most 16 MiB; that of zstd takes
 * memory as it fills.
 */
final class HttpCodings implements ContentCodings {
    private static final int ZLIB_METHOD = 8;
    private static final int ZLIB_CHECK = 31;

    @Override
    public @Nullable InputStream open(String coding, InputStream coded) throws IOException {
        return switch (coding) {
            case "gzip", "x-gzip" -> new GZIPInputStream(coded);
            case "deflate" -> deflate(coded);
            case "br" -> new BrotliInputStream(coded);
            case "zstd" -> zstd(coded);
            default -> null;
        };
    }

    /** Its decoder needs memory access that a Java runtime may deny: unknown there. */
    private static @Nullable InputStream zstd(InputStream coded) {
        try {
            return new ZstdInputStream(coded);
        } catch (LinkageError denied) {
            return null;
        }
    }

    /** Some servers send the bare format in place of zlib's, which has a header. */
    private static InputStream deflate(InputStream coded) throws IOException {
        byte[] start = coded.readNBytes(2);
        boolean bare = start.length < 2
                || (start[0] & 0xf) != ZLIB_METHOD
                || ((start[0] & 0xff) << 8 | start[1] & 0xff) % ZLIB_CHECK != 0;
        Inflater inflater = new Inflater(bare);
        return new InflaterInputStream(new SequenceInputStream(new ByteArrayInputStream(start), coded), inflater) {
            @Override
            public void close() throws IOException {
                super.close();
                inflater.end();
            }
        };
    }
}
