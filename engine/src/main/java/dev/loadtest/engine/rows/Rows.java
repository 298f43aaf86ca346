package dev.loadtest.engine.rows;

import java.util.List;

/** Reads rows of a plan's file sets by number. Confined to one thread. */
@FunctionalInterface
public interface Rows {
    /** For draws of which no row is read. */
    Rows NONE = fileSet -> new Source() {
        @Override
        public String text(long row, String column) {
            throw new IllegalStateException("the rows of " + fileSet + " are not at hand");
        }

        @Override
        public List<String> unmasked(long row) {
            return List.of();
        }
    };

    /** @throws IllegalStateException if that set has no rows */
    Source of(String fileSet);

    /** The rows of one set. */
    interface Source {

        /**
         * The text of a column.
         *
         * @param row from 0, below the set's number of rows
         * @throws IllegalStateException if the file was changed since it was indexed
         */
        String text(long row, String column);

        /** The texts of a row, all its columns, that the run's mask does not know. */
        List<String> unmasked(long row);
    }
}
