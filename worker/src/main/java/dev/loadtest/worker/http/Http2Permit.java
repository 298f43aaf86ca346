package dev.loadtest.worker.http;

/** A stream of one of the pool's connections; of another one, where that has gone and left the request unprocessed. */
final class Http2Permit implements WebPermit {
    private final Http2Pool pool;
    private Http2Line line;

    Http2Permit(Http2Pool pool, Http2Line line) {
        this.pool = pool;
        this.line = line;
    }

    @Override
    public Runnable connect(Dial.Owner<WebConnection> owner) {
        if (line.isGone()) {
            line = pool.takeInsteadOf(line);
        }
        return line.connect(owner);
    }

    /** The connection is everybody's: it stays. */
    @Override
    public void release(WebConnection used, boolean reusable) {}

    @Override
    public void free(Runnable tell) {
        pool.changing(line::giveBack, tell);
    }
}
