package dev.loadtest.worker.http.h2;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Error;

/**
 * Which requests a peer that goes away without complaint has left unprocessed. Each of its GOAWAYs may lower the last
 * stream that it has processed, RFC 9113 section 6.8, and Vert.x tells of the first one only.
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

    /** Whether it says of some streams that it has processed them; the first GOAWAY of a graceful end says nothing. */
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
