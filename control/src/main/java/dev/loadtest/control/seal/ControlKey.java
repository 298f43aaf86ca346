package dev.loadtest.control.seal;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The operator's secret key for one run; the run's workers have the public key. All operators of a release derive the
 * same key, so that each can take a run over. It never leaves the process. Any thread.
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

    /** The public key for workers, 64 hexadecimal digits. */
    public String publicKey() {
        return HexFormat.of().formatHex(publicKey);
    }

    /**
     * Opens a session with a worker's process.
     *
     * @throws BadMessageException if the worker's public key is invalid
     */
    public ControlSession open(WorkerKey worker) throws BadMessageException {
        byte[] id = new byte[ID_BYTES];
        RANDOM.nextBytes(id);
        try {
            byte[] theirs = HexFormat.of().parseHex(worker.key());
            return new ControlSession(id, new SessionKey(X25519.shared(secret, theirs), publicKey, theirs, id));
        } catch (IllegalArgumentException e) {
            throw new BadMessageException("its public key is invalid: " + e.getMessage());
        }
    }
}
