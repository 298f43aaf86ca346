package dev.loadtest.worker.http.h2;

import dev.loadtest.worker.http.dial.Dial;

/** A stream of one of the pool's connections; of another one, where that has gone and left the request unprocessed. */
public final class Http2Permit {
    private final Http2Pool pool;
    private Http2Line line;

    Http2Permit(Http2Pool pool, Http2Line line) {
        this.pool = pool;
        this.line = line;
    }

    /**
     * Asks for a connection to the target: one that is open, or a new one.
     *
     * @param owner told once, perhaps within this call
     * @return ends the wait
     */
    public Runnable connect(Dial.Owner<WebConnection> owner) {
        if (line.isGone()) {
            line = pool.takeInsteadOf(line);
        }
        return line.connect(owner);
    }

    /** Gives the permit back, then tells how its request ended. */
    public void free(Runnable tell) {
        pool.changing(line::giveBack, tell);
    }
}
