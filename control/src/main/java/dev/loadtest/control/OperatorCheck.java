package dev.loadtest.control;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The worker's end of the sessions with its run's operators. It knows their public key alone, so that no reader of a pod can
 * command a worker, and draws a key of its own when the process starts: what was sealed for one process is worth nothing at
 * another. Confined to one thread.
 */
public final class OperatorCheck {
    /** Only operators can open sessions: one a takeover, and one for each thing that is asked besides. */
    private static final int MAX_SESSIONS = 1_000;

    private final byte[] operator;
    private final byte[] shared;
    private final byte[] own;
    private final Map<String, Session> sessions = new HashMap<>();

    /** @param publicKey of the run's operators, 64 hexadecimal digits; white space around it does not count */
    public OperatorCheck(String publicKey) {
        try {
            operator = HexFormat.of().parseHex(publicKey.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the operator's public key is not hexadecimal", e);
        }
        if (operator.length != X25519.BYTES) {
            throw new IllegalArgumentException("the operator's public key does not have 64 hexadecimal digits");
        }
        byte[] secret = new byte[X25519.BYTES];
        new SecureRandom().nextBytes(secret);
        own = X25519.publicKey(secret);
        shared = X25519.shared(secret, operator);
    }

    private record Session(SessionKey key, ReplayWindow counts) {}

    /** What anybody may know of this process. */
    public WorkerKey key() {
        return new WorkerKey(HexFormat.of().formatHex(own));
    }

    /** A request that an operator has sealed; its body is still to be compared. */
    public static final class Admitted {
        private final SealedHeader header;
        private final SessionKey key;

        private Admitted(SealedHeader header, SessionKey key) {
            this.header = header;
            this.key = key;
        }

        /** Whether the body is the one that was sealed. */
        public boolean isBody(byte[] body) {
            return isBodySha256(SessionKey.sha256(body));
        }

        /** The same, of one that is not in memory. */
        public boolean isBodySha256(byte[] sha256) {
            return MessageDigest.isEqual(header.bodySha256(), sha256);
        }

        /** The seal of the answer, for its header {@link ControlPaths#ANSWER_SEAL}. */
        public String answer(int status, byte[] body) {
            return HexFormat.of().formatHex(key.ofAnswer(header.count(), status, SessionKey.sha256(body)));
        }
    }

    /**
     * Admits a request by its head alone.
     *
     * @return empty where no operator of the run has sealed it for this process, or where it came before
     */
    public Optional<Admitted> admit(@Nullable String authorization, String method, String path) {
        Optional<SealedHeader> parsed = Optional.ofNullable(authorization).flatMap(SealedHeader::parse);
        if (parsed.isEmpty()) {
            return Optional.empty();
        }
        SealedHeader header = parsed.get();
        String id = HexFormat.of().formatHex(header.session());
        Session known = sessions.get(id);
        Session session = known == null
                ? new Session(new SessionKey(shared, operator, own, header.session()), new ReplayWindow())
                : known;
        byte[] expected = session.key().ofRequest(header.count(), method, path, header.bodySha256());
        if (!MessageDigest.isEqual(expected, header.seal()) || known == null && sessions.size() >= MAX_SESSIONS) {
            return Optional.empty();
        }
        sessions.putIfAbsent(id, session);
        return session.counts().take(header.count())
                ? Optional.of(new Admitted(header, session.key()))
                : Optional.empty();
    }
}
