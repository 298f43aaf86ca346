package dev.loadtest.engine.rows;

/** Files that are no rows; the message is a sentence for the user that names file and line, and shows no content. */
public final class BadRowsException extends Exception {
    private static final long serialVersionUID = 1;

    BadRowsException(String sentence) {
        super(sentence);
    }
}
