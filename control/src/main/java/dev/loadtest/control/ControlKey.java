package dev.loadtest.control;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * An operator's secret for one run, of which the run's workers know the public key. Every operator of a release derives the
 * same, so that one can take over from another. It never leaves the process. Any thread.
 */
public final class ControlKey {
    private static final int ID_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] secret;
    private final byte[] publicKey;

    /** @param secret 32 bytes */
    public ControlKey(byte[] secret) {
        this.secret = secret.clone();
        this.publicKey = X25519.publicKey(secret);
    }

    /** What workers are given, 64 hexadecimal digits. */
    public String publicKey() {
        return HexFormat.of().formatHex(publicKey);
    }

    /**
     * Opens a session with a worker's process.
     *
     * @throws BadMessageException where what it told is no key
     */
    ControlSession open(WorkerKey worker) throws BadMessageException {
        byte[] id = new byte[ID_BYTES];
        RANDOM.nextBytes(id);
        try {
            byte[] theirs = HexFormat.of().parseHex(worker.key());
            return new ControlSession(id, new SessionKey(X25519.shared(secret, theirs), publicKey, theirs, id));
        } catch (IllegalArgumentException e) {
            throw new BadMessageException("what it tells is no key: " + e.getMessage());
        }
    }
}
