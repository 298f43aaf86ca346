package dev.loadtest.e2e;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Blobs pushed to a registry, by digest: {@code sha256:} and 64 hexadecimal digits.
 *
 * @param folder with a file for each blob
 */
record BlobStore(Path folder) {
    boolean holds(String digest) {
        return Files.exists(file(digest));
    }

    Path file(String digest) {
        return folder.resolve(digest.replace(':', '-'));
    }

    /** Appends to an upload, creating it if necessary. */
    void append(String upload, InputStream bytes) throws IOException {
        try (OutputStream out =
                Files.newOutputStream(folder.resolve(upload), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            bytes.transferTo(out);
        }
    }

    /** Completes an upload. False if its bytes have another digest. */
    boolean commit(String upload, String digest) throws IOException {
        Path part = folder.resolve(upload);
        try (InputStream in = Files.newInputStream(part)) {
            if (!digest(in).equals(digest)) {
                return false;
            }
        }
        Files.move(part, file(digest), StandardCopyOption.REPLACE_EXISTING);
        return true;
    }

    static String digest(byte[] bytes) throws IOException {
        return digest(new ByteArrayInputStream(bytes));
    }

    private static String digest(InputStream in) throws IOException {
        try (DigestInputStream digesting = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digesting.transferTo(OutputStream.nullOutputStream());
            return "sha256:"
                    + HexFormat.of().formatHex(digesting.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
