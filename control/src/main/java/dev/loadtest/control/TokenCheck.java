package dev.loadtest.control;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Knows a bearer token by its SHA-256 alone, so that whoever reads a worker's files cannot command other workers. Compares
 * in constant time. Any thread.
 */
public final class TokenCheck {
    static final String SCHEME = "Bearer ";
    private static final int HASH_BYTES = 32;

    private final byte[] sha256;

    /** @param sha256 of the token's UTF-8, 64 hexadecimal digits; white space around it does not count */
    public TokenCheck(String sha256) {
        try {
            this.sha256 = HexFormat.of().parseHex(sha256.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the token's SHA-256 is not hexadecimal", e);
        }
        if (this.sha256.length != HASH_BYTES) {
            throw new IllegalArgumentException("the token's SHA-256 does not have 64 hexadecimal digits");
        }
    }

    /** Whether an {@code Authorization} header's value carries the token. */
    public boolean accepts(String authorization) {
        return authorization.startsWith(SCHEME)
                && MessageDigest.isEqual(sha256, hash(authorization.substring(SCHEME.length())));
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
