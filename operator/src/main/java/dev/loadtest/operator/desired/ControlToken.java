package dev.loadtest.operator.desired;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The token by which a run's coordinator shows itself to its workers: an HMAC of the LoadTest's UID under the operator's
 * key. Workers are given its SHA-256 only, so that nobody who reads a pod can command it.
 */
public final class ControlToken {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int MIN_KEY_BYTES = 32;

    private final SecretKeySpec key;

    /** @param key at least 32 bytes */
    public ControlToken(byte[] key) {
        if (key.length < MIN_KEY_BYTES) {
            throw new IllegalArgumentException("the key of the control tokens has fewer than 32 bytes");
        }
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** The token of a run, in lower-case hexadecimal. */
    public String of(String uid) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(uid.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    /** The SHA-256 of a run's token as it is sent, in lower-case hexadecimal. */
    public String hash(String uid) {
        return HexFormat.of().formatHex(Sha256.of(of(uid).getBytes(StandardCharsets.US_ASCII)));
    }
}
