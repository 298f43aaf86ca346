package dev.loadtest.e2e;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names of a LoadTest's objects. */
final class Owned {
    private Owned() {}

    /** Of its Job and its NetworkPolicy. */
    static String base(HasMetadata test) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(test.getMetadata().getUid().getBytes(StandardCharsets.UTF_8));
            return test.getMetadata().getName() + "-"
                    + HexFormat.of().formatHex(hash).substring(0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
