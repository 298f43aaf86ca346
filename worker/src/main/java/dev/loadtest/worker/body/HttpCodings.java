package dev.loadtest.worker.body;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.loadtest.engine.run.check.ContentCodings;
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
 * gzip and deflate (RFC 9110), br (RFC 7932), zstd (RFC 8878). Windows take at most 16 MiB for br, and 8 MiB for zstd, as
 * RFC 9659 demands of HTTP.
 */
final class HttpCodings implements ContentCodings {
    /** 2^23 bytes. */
    private static final int ZSTD_WINDOW_LOG = 23;

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

    /** Its library is native: unknown on a machine for which there is none. */
    private static @Nullable InputStream zstd(InputStream coded) throws IOException {
        try {
            return new ZstdInputStreamNoFinalizer(coded).setLongMax(ZSTD_WINDOW_LOG);
        } catch (LinkageError noLibrary) {
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
