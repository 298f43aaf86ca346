package dev.loadtest.engine.plan;

import java.util.List;

/** Where the value of a name comes from, drawn anew for every request. */
public sealed interface ValueSource {

    /** A whole number in {@code [min, max]}, both ends included. */
    record Range(long min, long max) implements ValueSource {
        public Range {
            if (min > max) {
                throw new IllegalArgumentException("min " + min + " is above max " + max);
            }
        }
    }

    record OneOf(List<String> values) implements ValueSource {
        public OneOf {
            values = List.copyOf(values);
            if (values.isEmpty()) {
                throw new IllegalArgumentException("oneOf lists no value");
            }
        }
    }

    /** One of the files of a set. */
    record OneOfFiles(String fileSet) implements ValueSource {}

    record Uuid() implements ValueSource {}

    /** One of the values that earlier phases of the same variant captured under this name. */
    record Captured(String name) implements ValueSource {}
}
