package dev.loadtest.worker.http.h2;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Error;

/**
 * The requests that a peer has not processed when it goes away. Each of its GOAWAYs may lower the last processed stream
 * (RFC 9113 section 6.8), and Vert.x reports only the first one.
 */
final class LastStream extends Http2ConnectionAdapter {
    private boolean goingAway;
    private boolean complained;
    private int last = Integer.MAX_VALUE;

    @Override
    public void onGoAwayReceived(int lastStream, long errorCode, ByteBuf debugData) {
        goingAway = true;
        complained |= errorCode != Http2Error.NO_ERROR.code();
        if (!complained) {
            last = lastStream;
        }
    }

    /** Whether a processed stream was reported; the first GOAWAY of a graceful shutdown reports none. */
    boolean hasProcessed() {
        return last > 0 && last < Integer.MAX_VALUE;
    }

    boolean isGoingAway() {
        return goingAway;
    }

    boolean leavesOut(long stream) {
        return stream > last;
    }
}
