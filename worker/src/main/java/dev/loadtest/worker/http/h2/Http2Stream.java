package dev.loadtest.worker.http.h2;

import dev.loadtest.engine.run.transport.Transport;
import dev.loadtest.worker.http.dial.Failure;
import dev.loadtest.worker.http.message.HeadLines;
import dev.loadtest.worker.http.message.KeptBody;
import dev.loadtest.worker.http.message.ResponseHead;
import dev.loadtest.worker.http.message.ResponseReader;
import dev.loadtest.worker.http.message.UploadStream;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** One request and its response on a connection: their states (RFC 9113 section 8.1). */
final class Http2Stream {
    private static final byte[] NOTHING = new byte[0];

    /** Notified once of the end, and not after a cancellation. */
    interface Owner {
        /** Bytes were handed to the connection. */
        void sent(long bytes);

        /** Bytes of its response were read. */
        void received(long bytes);

        /** Its response has begun, and is not complete. */
        void begun(long nanos);

        /** Bytes of the response's body to keep. */
        int bodyLimit(int status);

        void completed(Transport.Response response);

        void failed(Failure failure);

        /** The same for a request that the target cannot have processed: it may be sent again. */
        void unprocessed(Failure failure);

        /** The same if the target refused the stream, and its connection stays. */
        void refused(Failure failure);
    }

    private final Owner owner;
    private final Http2Request request;
    private final @Nullable UploadStream upload;
    private int bodyLimit;
    private @Nullable RequestBody body;
    private @Nullable ResponseHead head;
    private @Nullable KeptBody kept;
    private long total;
    private int id;
    private boolean open;
    private int interim;
    /** Bytes received since the peer's window was last widened. */
    private int unacknowledged;

    /**
     * Not sent yet.
     *
     * @param upload begun and readable; null for a body in memory
     */
    Http2Stream(Owner owner, Http2Request request, @Nullable UploadStream upload) {
        this.owner = owner;
        this.request = request;
        this.upload = upload;
    }

    Owner owner() {
        return owner;
    }

    Http2Request request() {
        return request;
    }

    @Nullable
    UploadStream upload() {
        return upload;
    }

    /** Its number; 0 before its header block was written. */
    int id() {
        return id;
    }

    void open(int number) {
        id = number;
        open = true;
    }

    /** Whether its connection knows it: it has a number, and has not ended. */
    boolean isOpen() {
        return open;
    }

    void close() {
        open = false;
    }

    void sends(RequestBody sent) {
        body = sent;
    }

    /** The body that is being sent; null for none. */
    @Nullable
    RequestBody body() {
        return body;
    }

    /** No more of an upload is needed. */
    void finishUpload() {
        if (body != null) {
            body.close();
        } else if (upload != null) {
            upload.close();
        }
    }

    /** Whether all of the request was sent. */
    boolean isSent() {
        return body == null || body.isSent();
    }

    /** Whether a part of a response has arrived, also of an interim one: the peer has processed the request. */
    boolean isAnswered() {
        return head != null || interim > 0;
    }

    /** Reads a header block: an interim response, the response's head, or trailers. */
    void headers(ResponseHead block, boolean last) throws Failure {
        owner.received(block.bytes().length);
        if (head != null) {
            if (!last || block.status() != HeadLines.NO_STATUS) {
                throw Failure.protocol("the response has a second head");
            }
        } else if (block.status() >= 200) {
            head = block;
            bodyLimit = owner.bodyLimit(block.status());
        } else {
            interim(block.status(), last);
        }
    }

    private void interim(int status, boolean last) throws Failure {
        if (status == HeadLines.NO_STATUS) {
            throw Failure.protocol("the response has no status");
        }
        if (status == 101 || last) {
            // RFC 9113 sections 8.6 and 8.1.
            throw Failure.protocol("an interim response, of status " + status + ", that HTTP/2 does not allow");
        }
        if (++interim > ResponseReader.MAX_INTERIM) {
            throw Failure.protocol("more than " + ResponseReader.MAX_INTERIM + " interim responses");
        }
    }

    /** Reads a part of the body. */
    void data(ByteBuf in, int length) throws Failure {
        if (head == null) {
            throw Failure.protocol("the response's body begins before its head");
        }
        owner.received(length);
        total += length;
        if (bodyLimit > 0) {
            if (kept == null) {
                kept = new KeptBody(bodyLimit);
            }
            kept.add(in, length);
        }
    }

    /**
     * Counts bytes that the peer's window has paid for.
     *
     * @return by how much to widen it; 0 for not yet
     */
    int consumed(int bytes) {
        unacknowledged += bytes;
        if (unacknowledged < FrameWriter.WINDOW / 2) {
            return 0;
        }
        int widened = unacknowledged;
        unacknowledged = 0;
        return widened;
    }

    /** The response, which is complete. */
    Transport.Response response() throws Failure {
        ResponseHead read = head;
        if (read == null) {
            throw Failure.protocol("the response has no head");
        }
        boolean bodiless = request.frame().ofHead() || read.status() == 204 || read.status() == 304;
        if (read.contentLength() >= 0 && read.contentLength() != total && !(bodiless && total == 0)) {
            throw Failure.protocol("the response's body is not as long as its Content-Length");
        }
        KeptBody all = kept;
        return all == null
                ? new Transport.Response(read.status(), read, NOTHING, total > 0)
                : new Transport.Response(read.status(), read, all.bytes(), all.truncated());
    }
}
