package dev.loadtest.worker.http.hpack;

/** A header block that cannot be decoded: nothing later on its connection can be. */
public final class MalformedBlock extends Exception {
    private static final long serialVersionUID = 1;

    MalformedBlock() {
        super("the target's compressed headers are malformed", null, false, false);
    }

    /** A sentence without any part of the response. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
