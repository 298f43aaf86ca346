package dev.loadtest.worker.http.dial;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A private key in PEM: PKCS #8 (RFC 5958), and the older forms of RSA (PKCS #1, RFC 8017) and elliptic curves (SEC 1, RFC
 * 5915) that openssl and cert-manager write. The JDK reads the first alone, which holds the others: they are put into it.
 */
final class ClientKey {
    private static final Pattern PEM = Pattern.compile("-----BEGIN ((?:[A-Z]+ )*)PRIVATE KEY-----([^-]*)-----END ");

    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");
    private static final byte[] RSA_IDENTIFIER = {
        0x30, 0x0d, 0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00
    };
    private static final byte[] EC_OID = {0x06, 0x07, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x02, 0x01};
    private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final int PARAMETERS = 0xa0;

    private ClientKey() {}

    /** @throws GeneralSecurityException where there is none, or one that cannot be read; never with what is in it */
    static PrivateKey of(String pem) throws GeneralSecurityException {
        Matcher block = PEM.matcher(pem);
        if (!block.find()) {
            throw new GeneralSecurityException("holds no private key in PEM");
        }
        byte[] bytes;
        try {
            bytes = Base64.getMimeDecoder().decode(block.group(2));
        } catch (IllegalArgumentException notBase64) {
            throw new GeneralSecurityException("holds a private key that is not in base64");
        }
        return switch (block.group(1)) {
            case "" -> read(bytes);
            case "RSA " -> read(pkcs8(RSA_IDENTIFIER, bytes));
            case "EC " -> read(pkcs8(element(SEQUENCE, EC_OID, curve(bytes)), bytes));
            case "ENCRYPTED " ->
                throw new GeneralSecurityException("holds an encrypted private key; write it without a passphrase");
            default -> throw new GeneralSecurityException("holds a private key of an unknown kind");
        };
    }

    private static PrivateKey read(byte[] pkcs8) throws GeneralSecurityException {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (InvalidKeySpecException another) {
                // It is of the next, or of none.
            }
        }
        throw new GeneralSecurityException("holds a private key that is neither of RSA nor of an elliptic curve");
    }

    private static byte[] pkcs8(byte[] algorithm, byte[] key) {
        return element(SEQUENCE, VERSION_0, algorithm, element(OCTETS, key));
    }

    /** The curve's name, which SEC 1 keeps behind the number itself: SEQUENCE { version, OCTETS, [0] { curve } … }. */
    private static byte[] curve(byte[] sec1) throws GeneralSecurityException {
        try {
            int at = content(sec1, 0);
            while (at < sec1.length) {
                int from = content(sec1, at);
                int end = from + length(sec1, at);
                if ((sec1[at] & 0xff) == PARAMETERS) {
                    return Arrays.copyOfRange(sec1, from, end);
                }
                at = end;
            }
        } catch (IndexOutOfBoundsException cut) {
            // As if it had none.
        }
        throw new GeneralSecurityException("holds a private key that does not name its curve");
    }

    private static int length(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        int length = first;
        if (first >= 0x80) {
            length = 0;
            for (int i = 0; i < first - 0x80; i++) {
                length = length << 8 | der[at + 2 + i] & 0xff;
            }
        }
        if (length < 0 || length > der.length) {
            throw new IndexOutOfBoundsException(length);
        }
        return length;
    }

    private static int content(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        return at + 2 + (first >= 0x80 ? first - 0x80 : 0);
    }

    private static byte[] element(int tag, byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (length < 0x80) {
            out.write(length);
        } else {
            int bytes = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
            out.write(0x80 + bytes);
            for (int i = bytes - 1; i >= 0; i--) {
                out.write(length >> (8 * i));
            }
        }
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
