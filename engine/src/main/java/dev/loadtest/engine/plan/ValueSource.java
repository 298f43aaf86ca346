package dev.loadtest.engine.plan;

import java.util.List;

/** Source of a named value, drawn for every request. */
public sealed interface ValueSource {

    /** An integer in {@code [min, max]}, both ends included. */
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

    /** One of the values captured under this name by earlier phases of the same variant. */
    record Captured(String name) implements ValueSource {}
}
