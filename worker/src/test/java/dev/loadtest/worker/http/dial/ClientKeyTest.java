package dev.loadtest.worker.http.dial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys as openssl and cert-manager write them. */
class ClientKeyTest {
    private static final byte[] P256 = {0x06, 0x08, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x03, 0x01, 0x07};

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void pkcs8IsRead(String algorithm) throws Exception {
        PrivateKey key =
                KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPrivate();
        assertThat(ClientKey.of(pem("", key.getEncoded()))).isEqualTo(key);
    }

    /** PKCS #1 is what PKCS #8 holds behind version and algorithm, here 26 bytes. */
    @Test
    void pkcs1IsRead() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        PrivateKey key = generator.generateKeyPair().getPrivate();
        byte[] pkcs8 = key.getEncoded();
        assertThat(ClientKey.of(pem("RSA ", Arrays.copyOfRange(pkcs8, 26, pkcs8.length))))
                .isEqualTo(key);
    }

    @Test
    void sec1IsRead() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        ECPrivateKey key = (ECPrivateKey) generator.generateKeyPair().getPrivate();
        assertThat(((ECPrivateKey) ClientKey.of(
                                "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n"
                                        + pem("EC ", sec1(key))))
                        .getS())
                .isEqualTo(key.getS());
    }

    /** SEQUENCE { 1, the number in 32 bytes, [0] { curve } }. */
    private static byte[] sec1(ECPrivateKey key) {
        byte[] number = key.getS().toByteArray();
        byte[] padded = new byte[32];
        int from = Math.max(0, number.length - 32);
        System.arraycopy(number, from, padded, 32 - (number.length - from), number.length - from);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0x30, (byte) (3 + 34 + 2 + P256.length), 0x02, 0x01, 0x01, 0x04, 0x20});
        out.writeBytes(padded);
        out.writeBytes(new byte[] {(byte) 0xa0, (byte) P256.length});
        out.writeBytes(P256);
        return out.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({
        "ENCRYPTED, holds an encrypted private key; write it without a passphrase",
        "DSA, holds a private key of an unknown kind",
        "EC, holds a private key that does not name its curve",
        "RSA, holds a private key that is neither of RSA nor of an elliptic curve"
    })
    void unreadableKeyIsExplainedWithoutContent(String kind, String message) {
        assertThatThrownBy(() -> ClientKey.of(pem(kind + " ", "s3cr3t".getBytes())))
                .isInstanceOf(GeneralSecurityException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s3cr3t", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"})
    void textWithoutKeyIsRefused(String text) {
        assertThatThrownBy(() -> ClientKey.of(text)).hasMessage("holds no private key in PEM");
    }

    /** Lengths that lead out of the key, or are none. */
    @Test
    void hostileLengthsAreRefused() {
        for (byte[] der : new byte[][] {
            {0x30},
            {0x30, (byte) 0x84, 0x7f, 0x7f, 0x7f, 0x7f},
            {0x30, (byte) 0xff},
            {0x30, 3, 4, (byte) 0x84, -1, -1, -1, -1}
        }) {
            assertThatThrownBy(() -> ClientKey.of(pem("EC ", der))).isInstanceOf(GeneralSecurityException.class);
        }
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + kind + "PRIVATE KEY-----\n";
    }
}
