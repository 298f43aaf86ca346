package dev.loadtest.demo;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** An incremental SHA-256. */
final class Sha256 {
    private final MessageDigest digest;

    Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    static String of(byte[] content) {
        return new Sha256().add(content).hex();
    }

    Sha256 add(byte[] chunk) {
        digest.update(chunk);
        return this;
    }

    /** Lower-case hexadecimal; ends this digest. */
    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
