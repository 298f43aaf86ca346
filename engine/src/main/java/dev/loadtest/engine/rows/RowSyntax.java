package dev.loadtest.engine.rows;

import java.util.Locale;

/** The grammar of a row. Stateless. */
sealed interface RowSyntax permits CsvSyntax, JsonLinesSyntax {
    /** The bytes end within a row. */
    int MORE = -1;

    /**
     * Reads the row that begins at {@code from}.
     *
     * @param to where the bytes end
     * @param last whether the file ends there
     * @param row receives its fields, and how many lines it ends
     * @return where the next row begins, or {@link #MORE}
     * @throws BadRowException if it is none
     */
    int read(byte[] bytes, int from, int to, boolean last, RowFields row) throws BadRowException;

    /** What is wrong with a row, and on which of its lines, from 0. */
    final class BadRowException extends Exception {
        private static final long serialVersionUID = 1;

        final int line;

        BadRowException(int line, String what) {
            super(what);
            this.line = line;
        }
    }

    /** JSON Lines where the name ends with {@code .jsonl}, otherwise CSV. */
    static RowSyntax of(String fileName) {
        return fileName.toLowerCase(Locale.ROOT).endsWith(".jsonl") ? new JsonLinesSyntax() : new CsvSyntax();
    }
}
