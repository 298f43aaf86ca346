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

    /**
     * One column of the row that a unit takes; all columns with the same {@code value} come from the same row.
     *
     * @param value name of the manifest's value
     * @param fileSet of the rows
     * @param sensitive whether the whole row is masked in all output
     */
    record Row(String value, String fileSet, String column, Pick pick, boolean sensitive) implements ValueSource {}

    /** Which row a unit takes. */
    enum Pick {
        /** In order, from the first again after the last. */
        CYCLE,
        /** Drawn from the seed. */
        RANDOM,
        /** In order, each at most once in a phase of a variant. */
        ONCE
    }
}
