package dev.loadtest.control;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The operator's end of a session with one process: seals what is sent, and knows the answers of that process. Any thread. */
final class ControlSession {
    private final byte[] id;
    private final SessionKey key;
    private final AtomicLong count = new AtomicLong();

    ControlSession(byte[] id, SessionKey key) {
        this.id = id;
        this.key = key;
    }

    /** Seals a request; each time that it is sent it is another one. */
    SealedHeader seal(String method, String path, byte[] body) {
        long number = count.incrementAndGet();
        byte[] sha256 = SessionKey.sha256(body);
        return new SealedHeader(id, number, sha256, key.ofRequest(number, method, path, sha256));
    }

    /** Whether an answer to a request was given by that process, as it came. */
    boolean isAnswer(SealedHeader request, int status, byte[] body, @Nullable String seal) {
        String expected = HexFormat.of().formatHex(key.ofAnswer(request.count(), status, SessionKey.sha256(body)));
        return seal != null && MessageDigest.isEqual(seal.getBytes(US_ASCII), expected.getBytes(US_ASCII));
    }
}
