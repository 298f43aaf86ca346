package dev.loadtest.operator.run;

/**
 * What a worker is asked about the files of a set.
 *
 * @param pattern of their names
 * @param rows whether they hold rows, which it checks and counts
 * @param hint what to look at where there are none, with a leading space; empty for a volume
 */
public record FileQuery(String pattern, boolean rows, String hint) {
    /** Without rows. */
    public FileQuery(String pattern, String hint) {
        this(pattern, false, hint);
    }

    public FileQuery withRows() {
        return new FileQuery(pattern, true, hint);
    }
}
