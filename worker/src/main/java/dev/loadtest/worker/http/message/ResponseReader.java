package dev.loadtest.worker.http.message;

import dev.loadtest.engine.run.transport.Transport;
import dev.loadtest.worker.http.dial.Failure;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Reads HTTP/1 responses in sequence from a connection's bytes. */
public final class ResponseReader {
    public static final int MAX_INTERIM = 32;

    private final HeadReader heads;
    private final ChunkReader chunks = new ChunkReader();
    private @Nullable ResponseHead head;
    private final KeptBody body = new KeptBody(0);
    private BodyLimit limit = status -> 0;
    private boolean toHead;
    private long remaining;
    private int interim;
    private boolean begun;
    private Transport.@Nullable Response last;

    /** @param lastHead shared by readers of one target */
    public ResponseReader(LastHead lastHead) {
        this.heads = new HeadReader(lastHead);
    }

    /** Decides how much of a body is kept, once the head of its response has been read. */
    @FunctionalInterface
    public interface BodyLimit {
        /** In bytes. */
        int bodyLimit(int status);
    }

    /** @param ofHead whether the request's method is HEAD, whose response has no body */
    public void expect(boolean ofHead, BodyLimit bodyLimit) {
        heads.reset();
        head = null;
        body.reset(0);
        limit = bodyLimit;
        toHead = ofHead;
        interim = 0;
        begun = false;
    }

    /** Whether the response has begun to arrive. */
    public boolean begun() {
        return begun || heads.begun();
    }

    /** Consumes the response's bytes. True once complete; remaining input then belongs to no response. */
    public boolean read(ByteBuf in) throws Failure {
        while (head == null) {
            ResponseHead read = heads.read(in);
            if (read == null) {
                return false;
            }
            begun = true;
            if (read.status() >= 200) {
                begin(read);
            } else {
                skip(read);
            }
        }
        return readBody(in, head);
    }

    private void skip(ResponseHead read) throws Failure {
        if (read.status() == 101) {
            throw Failure.protocol("the target switched protocols, which was not requested");
        }
        if (++interim > MAX_INTERIM) {
            throw Failure.protocol("more than " + MAX_INTERIM + " interim responses");
        }
        heads.reset();
    }

    private void begin(ResponseHead read) {
        head = read;
        chunks.reset();
        if (toHead || read.status() == 204 || read.status() == 304) {
            remaining = 0;
        } else {
            remaining = read.chunked() ? -1 : read.contentLength();
            body.limit(limit.bodyLimit(read.status()));
        }
    }

    private boolean readBody(ByteBuf in, ResponseHead of) throws Failure {
        if (remaining == 0) {
            return true;
        }
        if (remaining > 0) {
            int count = (int) Math.min(remaining, in.readableBytes());
            body.add(in, count);
            remaining -= count;
            return remaining == 0;
        }
        if (of.chunked()) {
            return chunks.read(in, body);
        }
        body.add(in, in.readableBytes());
        return false;
    }

    /** Whether the end of the connection ends the response, as without a length. */
    public boolean endsWithConnection() {
        return head != null && remaining < 0 && !head.chunked();
    }

    /** Whether the connection may carry another request after this response. */
    public boolean keepAlive() {
        return head != null && head.keepAlive() && !(head.chunked() && head.contentLength() >= 0);
    }

    public Transport.Response response() {
        if (head == null) {
            throw new IllegalStateException("no response");
        }
        Transport.Response same = last;
        byte[] bytes = body.bytes();
        if (same != null && same.headers() == head && same.body() == bytes && same.truncated() == body.truncated()) {
            // One shared immutable value for both empty bodies.
            return same;
        }
        Transport.Response response = new Transport.Response(head.status(), head, bytes, body.truncated());
        last = bytes.length == 0 ? response : null;
        return response;
    }
}
