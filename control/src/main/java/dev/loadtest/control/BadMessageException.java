package dev.loadtest.control;

/** A message that cannot be read; the text says what is wrong, and never what a value in it was. */
public final class BadMessageException extends Exception {
    private static final long serialVersionUID = 1;

    BadMessageException(String message) {
        super(message);
    }
}
