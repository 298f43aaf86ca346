package dev.loadtest.engine.share;

/**
 * A value kept from a response.
 *
 * @param sensitive whether it is kept out of everything that is written
 */
public record CapturedValue(String text, boolean sensitive) {

    /** Masked where it is sensitive. */
    @Override
    public String toString() {
        return sensitive ? "***" : text;
    }
}
