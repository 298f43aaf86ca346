package dev.loadtest.worker.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;

/** Small bodies that decompress to large ones. */
final class Bombs {
    private Bombs() {}

    static byte[] gzip(int size) throws IOException {
        ByteArrayOutputStream small = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(small)) {
            byte[] zeros = new byte[1_000_000];
            for (int i = 0; i < size / zeros.length; i++) {
                gzip.write(zeros);
            }
        }
        return small.toByteArray();
    }
}
