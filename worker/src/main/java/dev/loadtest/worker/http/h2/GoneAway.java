package dev.loadtest.worker.http.h2;

import io.netty.handler.codec.http2.Http2Error;

/**
 * A peer's GOAWAYs. Each may lower the last stream that it has processed (RFC 9113 section 6.8), as in a graceful shutdown,
 * whose first one reports none. One with an error is about the load: nothing is sent again after it.
 */
final class GoneAway {
    private boolean complained;
    private int last = Integer.MAX_VALUE;

    void received(int lastStream, long code) {
        complained |= code != Http2Error.NO_ERROR.code();
        if (!complained) {
            last = Math.min(last, lastStream);
        }
    }

    /** Whether the peer reports that it has processed a stream. */
    boolean hasProcessed() {
        return last > 0 && last < Integer.MAX_VALUE;
    }

    /** Whether the peer has not processed a stream, and does not complain. */
    boolean leavesOut(Http2Stream stream) {
        return stream.id() > last && !stream.isAnswered();
    }
}
