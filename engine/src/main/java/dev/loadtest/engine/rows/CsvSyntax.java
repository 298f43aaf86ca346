package dev.loadtest.engine.rows;

/**
 * CSV by RFC 4180, strictly: commas, quotes around a whole field and doubled within, lines that end with CRLF or LF. Works on
 * bytes: no byte of a longer UTF-8 sequence equals one of the grammar.
 */
final class CsvSyntax implements RowSyntax {
    @Override
    public int read(byte[] bytes, int from, int to, boolean last, RowFields row) throws BadRowException {
        row.clear();
        int at = from;
        while (true) {
            at = at < to && bytes[at] == '"' ? quoted(bytes, at, to, last, row) : plain(bytes, at, to, last, row);
            if (at == MORE || at == to) {
                return at;
            }
            if (bytes[at] != ',') {
                return lineEnd(bytes, at, to, last, row);
            }
            at++;
        }
    }

    /** Reads a field up to its delimiter. */
    private static int plain(byte[] bytes, int from, int to, boolean last, RowFields row) throws BadRowException {
        int at = from;
        byte all = 0;
        while (at < to && bytes[at] != ',' && bytes[at] != '\n' && bytes[at] != '\r') {
            if (bytes[at] == '"') {
                throw new BadRowException(
                        row.lines(), "a quote stands within a field: put the whole field in quotes, and double it");
            }
            all |= bytes[at++];
        }
        if (at == to && !last) {
            return MORE;
        }
        checkText(bytes, from, at, all, row);
        row.add(bytes, from, at, false);
        return at;
    }

    private static int quoted(byte[] bytes, int quote, int to, boolean last, RowFields row) throws BadRowException {
        int opened = row.lines();
        boolean escaped = false;
        byte all = 0;
        int at = quote + 1;
        while (true) {
            if (at == to) {
                if (last) {
                    throw new BadRowException(opened, "a quote is not closed");
                }
                return MORE;
            }
            byte next = bytes[at];
            if (next == '"') {
                if (at + 1 == to && !last) {
                    return MORE;
                }
                if (at + 1 == to || bytes[at + 1] != '"') {
                    break;
                }
                escaped = true;
                at++;
            } else if (next == '\n') {
                row.lineEnded();
            }
            all |= next;
            at++;
        }
        checkText(bytes, quote + 1, at, all, row);
        row.add(bytes, quote + 1, at, escaped);
        at++;
        if (at < to && bytes[at] != ',' && bytes[at] != '\n' && bytes[at] != '\r') {
            throw new BadRowException(row.lines(), "something stands between a closing quote and the next comma");
        }
        return at;
    }

    private static int lineEnd(byte[] bytes, int at, int to, boolean last, RowFields row) throws BadRowException {
        if (bytes[at] == '\n') {
            row.lineEnded();
            return at + 1;
        }
        if (at + 1 == to && !last) {
            return MORE;
        }
        if (at + 1 < to && bytes[at + 1] != '\n') {
            throw new BadRowException(
                    row.lines(), "a carriage return stands without a line feed: put the whole field in quotes");
        }
        row.lineEnded();
        return Math.min(at + 2, to);
    }

    private static void checkText(byte[] bytes, int from, int to, byte all, RowFields row) throws BadRowException {
        if (all < 0 && !Utf8.isValid(bytes, from, to)) {
            throw new BadRowException(row.lines(), "a field is not UTF-8");
        }
    }
}
