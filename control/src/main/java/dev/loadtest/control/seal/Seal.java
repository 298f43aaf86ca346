package dev.loadtest.control.seal;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA256 over several parts, each preceded by its length so that boundaries are unambiguous. Any thread.
 *
 * <p>A barrier of ten workers waits for dozens of seals, computed by code that is hardly compiled yet. So the
 * algorithm is looked up and given its key once: each seal starts from a copy of that state.
 */
public final class Seal {
    private static final String ALGORITHM = "HmacSHA256";

    private final Mac keyed;

    public Seal(byte[] key) {
        try {
            keyed = Mac.getInstance(ALGORITHM);
            keyed.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /** The seal of the parts, 32 bytes. */
    public byte[] of(byte[]... parts) {
        int length = parts.length * Integer.BYTES;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteBuffer framed = ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            framed.putInt(part.length).put(part);
        }
        try {
            return ((Mac) keyed.clone()).doFinal(framed.array());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Java's own " + ALGORITHM + " can be copied", e);
        }
    }

    /** Whether a seal matches the parts, in constant time. */
    public boolean isOf(byte[] seal, byte[]... parts) {
        return MessageDigest.isEqual(seal, of(parts));
    }
}
