package dev.loadtest.engine.rows;

/** One JSON object a line, whose values are strings, numbers, booleans or null. */
final class JsonLinesSyntax implements RowSyntax {
    @Override
    public int read(byte[] bytes, int from, int to, boolean last, RowFields row) throws BadRowException {
        row.clear();
        int end = from;
        while (end < to && bytes[end] != '\n') {
            end++;
        }
        if (end == to && !last) {
            return MORE;
        }
        if (!Utf8.isValid(bytes, from, end)) {
            throw new BadRowException(0, "the line is not UTF-8");
        }
        new FlatObject(bytes, from, end).read(row);
        if (end == to) {
            return to;
        }
        row.lineEnded();
        return end + 1;
    }
}
