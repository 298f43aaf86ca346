package dev.loadtest.engine.share;

/**
 * A value captured from a response.
 *
 * @param sensitive whether it is masked in all output
 */
public record CapturedValue(String text, boolean sensitive) {

    /** Masked if sensitive. */
    @Override
    public String toString() {
        return sensitive ? "***" : text;
    }
}
