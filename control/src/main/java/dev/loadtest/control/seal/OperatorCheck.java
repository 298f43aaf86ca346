package dev.loadtest.control.seal;

import dev.loadtest.control.message.ControlPaths;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The worker's end of sessions with the run's operators. It has only their public key, so that reading a pod does not
 * enable commands, and a key pair drawn at process start, so that a seal for one process is invalid at another.
 * Confined to one thread.
 */
public final class OperatorCheck {
    /** Bound of sessions. Only operators can open one: each takeover, and each separate query. */
    private static final int MAX_SESSIONS = 1_000;

    private final byte[] operator;
    private final byte[] shared;
    private final byte[] own;
    private final Map<String, Session> sessions = new HashMap<>();

    /** @param publicKey of the run's operators, 64 hexadecimal digits; surrounding white space is ignored */
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

    /** The public key of this process. */
    public WorkerKey key() {
        return new WorkerKey(HexFormat.of().formatHex(own));
    }

    /** A request with a valid seal; its body is still to be verified. */
    public static final class Admitted {
        private final SealedHeader header;
        private final SessionKey key;

        private Admitted(SealedHeader header, SessionKey key) {
            this.header = header;
            this.key = key;
        }

        /** Whether the body is the sealed one. */
        public boolean isBody(byte[] body) {
            return isBodySha256(SessionKey.sha256(body));
        }

        /** The same for a body that is not in memory. */
        public boolean isBodySha256(byte[] sha256) {
            return MessageDigest.isEqual(header.bodySha256(), sha256);
        }

        /** The answer's seal, for the header {@link ControlPaths#ANSWER_SEAL}. */
        public String answer(int status, byte[] body) {
            return HexFormat.of().formatHex(key.ofAnswer(header.count(), status, SessionKey.sha256(body)));
        }
    }

    /**
     * Verifies a request by its head.
     *
     * @return empty if no operator of the run sealed it for this process, or if it is a repetition
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
