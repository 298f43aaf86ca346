package dev.loadtest.control.seal;

/** A malformed message. The text names the fault without any value from the message. */
public final class BadMessageException extends Exception {
    private static final long serialVersionUID = 1;

    public BadMessageException(String message) {
        super(message);
    }
}
