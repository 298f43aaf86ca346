package dev.loadtest.crds.manifest;

/**
 * Something wrong with a manifest.
 *
 * @param path of the field, such as {@code spec.phases[2].mix[0].request}; empty for the document as a whole
 * @param message what is wrong and what to do about it, without a full stop
 */
public record Problem(String path, String message) {

    /** The line that a user sees. */
    public String in(String file) {
        return file + ": " + this;
    }

    @Override
    public String toString() {
        return path.isEmpty() ? message : path + ": " + message;
    }
}
