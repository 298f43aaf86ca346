package dev.loadtest.crds.manifest;

import java.util.regex.Pattern;

/**
 * A problem of a manifest.
 *
 * @param path of the field, such as {@code spec.phases[2].mix[0].request}; empty for the whole document
 * @param message what is wrong and what to do, without a full stop
 */
public record Problem(String path, String message) {
    private static final String UNKNOWN_FIELD = "unknown field";
    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

    public Problem {
        // A message may quote any text of a manifest; it is kept on one line.
        message = CONTROL.matcher(message)
                .replaceAll(control ->
                        String.format("\\\\x%02x", (int) control.group().charAt(0)));
    }

    /** @param hint a suggestion, appended to the sentence */
    static Problem unknownField(String path, String hint) {
        return new Problem(path, UNKNOWN_FIELD + hint);
    }

    public boolean isUnknownField() {
        return message.startsWith(UNKNOWN_FIELD);
    }

    @Override
    public String toString() {
        return path.isEmpty() ? message : path + ": " + message;
    }
}
