package dev.loadtest.control.seal;

import dev.loadtest.engine.digest.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The key of a session between an operator and a worker process. Both derive it from their shared secret and the
 * session's id; it seals requests and, with another label, answers. Any thread.
 */
final class SessionKey {
    private static final byte[] SESSION = text("loadtest control session");
    private static final byte[] REQUEST = text("request");
    private static final byte[] ANSWER = text("answer");

    /** Never fed: each digest starts from a copy, without the lookup of the algorithm. */
    private static final MessageDigest SHA_256 = Sha256.digest();

    private final Seal seal;

    /**
     * @param shared the secret that only operator and worker process can compute
     * @param operator the operator's public key for the run
     * @param worker the process's public key
     * @param id drawn by the operator, never reused
     */
    SessionKey(byte[] shared, byte[] operator, byte[] worker, byte[] id) {
        this.seal = new Seal(new Seal(shared).of(SESSION, operator, worker, id));
    }

    /** @param count number of the request; each is accepted once */
    byte[] ofRequest(long count, String method, String path, byte[] bodySha256) {
        return seal.of(REQUEST, number(count), text(method), text(path), bodySha256);
    }

    /** @param count of the answered request */
    byte[] ofAnswer(long count, int status, byte[] bodySha256) {
        return seal.of(ANSWER, number(count), number(status), bodySha256);
    }

    static byte[] sha256(byte[] content) {
        try {
            return ((MessageDigest) SHA_256.clone()).digest(content);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Java's own SHA-256 can be copied", e);
        }
    }

    private static byte[] number(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
