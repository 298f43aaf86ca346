package dev.loadtest.crds.manifest;

import java.util.regex.Pattern;

/** Field paths in messages. */
public final class Paths {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][-A-Za-z0-9_]*");

    private Paths() {}

    /** The path of a field or map entry: {@code query.index}, or {@code query["a b"]} for other keys. */
    public static String field(String path, String name) {
        String step = PLAIN.matcher(name).matches() ? name : "[" + Constraints.quoted(name) + "]";
        return path.isEmpty() || step.startsWith("[") ? path + step : path + "." + step;
    }
}
