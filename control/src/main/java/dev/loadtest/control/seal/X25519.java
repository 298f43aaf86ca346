package dev.loadtest.control.seal;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import javax.crypto.KeyAgreement;

/** Diffie-Hellman over Curve25519 with 32-byte keys in wire form (RFC 7748). Pure. */
final class X25519 {
    static final int BYTES = 32;

    private X25519() {}

    /** The public key of a secret: the secret times the base point, whose coordinate is 9. */
    static byte[] publicKey(byte[] secret) {
        byte[] base = new byte[BYTES];
        base[0] = 9;
        return shared(secret, base);
    }

    /**
     * The shared key of a Diffie-Hellman exchange, from one side's secret and the other side's public key.
     *
     * @throws IllegalArgumentException if the public key is invalid or of small order
     */
    static byte[] shared(byte[] secret, byte[] other) {
        if (other.length != BYTES) {
            throw new IllegalArgumentException("a public key has " + BYTES + " bytes, not " + other.length);
        }
        try {
            KeyFactory keys = KeyFactory.getInstance("X25519");
            KeyAgreement agreement = KeyAgreement.getInstance("X25519");
            agreement.init(keys.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, secret)));
            agreement.doPhase(
                    keys.generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, coordinate(other))), true);
            return agreement.generateSecret();
        } catch (InvalidKeyException e) {
            throw new IllegalArgumentException("this is not a public key of X25519", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has X25519", e);
        }
    }

    /** Little-endian, without the highest bit (RFC 7748, section 5). */
    private static BigInteger coordinate(byte[] key) {
        byte[] bigEndian = new byte[BYTES];
        for (int i = 0; i < BYTES; i++) {
            bigEndian[i] = key[BYTES - 1 - i];
        }
        bigEndian[0] &= 0x7f;
        return new BigInteger(1, bigEndian);
    }
}
