package dev.loadtest.control.seal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The operator's end of a session with one worker process: seals requests and verifies answers. Any thread. */
public final class ControlSession {
    private final byte[] id;
    private final SessionKey key;
    private final AtomicLong count = new AtomicLong();

    ControlSession(byte[] id, SessionKey key) {
        this.id = id;
        this.key = key;
    }

    /** Seals a request; each attempt gets a new count. */
    public SealedHeader seal(String method, String path, byte[] body) {
        long number = count.incrementAndGet();
        byte[] sha256 = SessionKey.sha256(body);
        return new SealedHeader(id, number, sha256, key.ofRequest(number, method, path, sha256));
    }

    /** Whether that process gave this answer to the request. */
    public boolean isAnswer(SealedHeader request, int status, byte[] body, @Nullable String seal) {
        String expected = HexFormat.of().formatHex(key.ofAnswer(request.count(), status, SessionKey.sha256(body)));
        return seal != null && MessageDigest.isEqual(seal.getBytes(US_ASCII), expected.getBytes(US_ASCII));
    }
}
