package dev.loadtest.worker.http.h2;

import dev.loadtest.worker.http.dial.Dial;

/**
 * A stream of one of the pool's connections; moves to another connection if that one has gone without processing the
 * request.
 */
public final class Http2Permit {
    private final Http2Pool pool;
    private Http2Line line;

    Http2Permit(Http2Pool pool, Http2Line line) {
        this.pool = pool;
        this.line = line;
    }

    /**
     * Requests a connection to the target: an open one, or a new one.
     *
     * @param owner notified once, possibly within this call
     * @return cancels the wait
     */
    public Runnable connect(Dial.Owner<WebConnection> owner) {
        if (line.isGone()) {
            line = pool.takeInsteadOf(line);
        }
        return line.connect(owner);
    }

    /** Returns the permit, then notifies the request's listener. */
    public void free(Runnable tell) {
        pool.changing(line::giveBack, tell);
    }
}
