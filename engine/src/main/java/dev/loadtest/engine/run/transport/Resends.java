package dev.loadtest.engine.run.transport;

/**
 * Requests that a transport has sent another time, by itself. Each is one request in the books, and its time runs on.
 *
 * @param unprocessed those of which the target had processed nothing: its connection was closed before anything was sent,
 *     went away (GOAWAY), or the stream was refused
 * @param repeated those of an idempotent method whose reused connection broke before a byte of the response: the target may
 *     have received them twice
 */
public record Resends(long unprocessed, long repeated) {
    public static final Resends NONE = new Resends(0, 0);

    public Resends and(Resends more) {
        return new Resends(unprocessed + more.unprocessed, repeated + more.repeated);
    }
}
