package dev.loadtest.crds.files;

import dev.loadtest.engine.digest.Sha256;
import dev.loadtest.engine.plan.FileRef;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Identifies a file by name, size and SHA-256; streams its content. */
public final class FilePin {
    private static final int CHUNK = 1 << 16;

    private FilePin() {}

    public static FileRef of(String set, Path file) throws IOException {
        MessageDigest digest = Sha256.digest();
        long size = 0;
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                digest.update(chunk, 0, n);
                size += n;
            }
        }
        return new FileRef(
                set, file.getFileName().toString(), size, HexFormat.of().formatHex(digest.digest()));
    }
}
