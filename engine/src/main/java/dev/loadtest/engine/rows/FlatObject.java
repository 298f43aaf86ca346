package dev.loadtest.engine.rows;

import dev.loadtest.engine.rows.RowSyntax.BadRowException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Reads one JSON object of scalars, RFC 8259, strictly. Messages show no content but names of fields. */
final class FlatObject {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");

    private final byte[] bytes;
    private final int to;
    private int at;

    /** @param to where the line ends */
    FlatObject(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.to = to;
    }

    void read(RowFields row) throws BadRowException {
        expect('{', "the line is not a JSON object");
        skipBlanks();
        if (at < to && bytes[at] == '}') {
            at++;
        } else {
            members(row);
        }
        skipBlanks();
        if (at < to) {
            throw bad("something follows the object");
        }
    }

    private void members(RowFields row) throws BadRowException {
        while (true) {
            skipBlanks();
            String name = string("a field's name is missing");
            if (row.names().contains(name)) {
                throw bad("the object has two fields of the same name");
            }
            expect(':', "a colon is missing after a field's name");
            skipBlanks();
            row.add(name, value());
            skipBlanks();
            if (at < to && bytes[at] == ',') {
                at++;
            } else {
                expect('}', "the object is not closed");
                return;
            }
        }
    }

    /** A scalar as text; null is the empty text. */
    private String value() throws BadRowException {
        byte first = at < to ? bytes[at] : 0;
        if (first == '"') {
            return string("");
        }
        if (first == '{' || first == '[') {
            throw bad("a field's value is an object or an array; a row has texts, numbers, booleans and null");
        }
        int from = at;
        while (at < to && (isWord(bytes[at]))) {
            at++;
        }
        String word = new String(bytes, from, at - from, StandardCharsets.US_ASCII);
        if (word.equals("null")) {
            return "";
        }
        if (word.equals("true") || word.equals("false") || NUMBER.matcher(word).matches()) {
            return word;
        }
        throw bad("a field's value is no JSON");
    }

    private static boolean isWord(byte c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c == 'E' || c == '-' || c == '+' || c == '.';
    }

    private String string(String otherwise) throws BadRowException {
        expect('"', otherwise);
        int from = at;
        boolean escaped = false;
        while (at < to && bytes[at] != '"') {
            if (bytes[at] >= 0 && bytes[at] < ' ') {
                throw bad("a string holds a control character that is not escaped");
            }
            if (bytes[at] == '\\') {
                escaped = true;
                at++;
            }
            at++;
        }
        if (at >= to) {
            throw bad("a quote is not closed");
        }
        String text = new String(bytes, from, at - from, StandardCharsets.UTF_8);
        at++;
        return escaped ? unescaped(text) : text;
    }

    private String unescaped(String text) throws BadRowException {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                plain.append(c);
                continue;
            }
            char kind = text.charAt(++i);
            if (kind == 'u') {
                plain.append(unicode(text, i + 1));
                i += 4;
            } else {
                int known = "\"\\/bfnrt".indexOf(kind);
                if (known < 0) {
                    throw bad("a string holds an escape that JSON does not know");
                }
                plain.append("\"\\/\b\f\n\r\t".charAt(known));
            }
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(plain)) {
            throw bad("a string holds half a surrogate pair, which is no text");
        }
        return plain.toString();
    }

    private char unicode(String text, int from) throws BadRowException {
        if (from + 4 <= text.length() && text.chars().skip(from).limit(4).allMatch(HexFormat::isHexDigit)) {
            return (char) HexFormat.fromHexDigits(text, from, from + 4);
        }
        throw bad("a string holds an escape that JSON does not know");
    }

    private void expect(char c, String otherwise) throws BadRowException {
        skipBlanks();
        if (at >= to || bytes[at] != c) {
            throw bad(otherwise);
        }
        at++;
    }

    private void skipBlanks() {
        while (at < to && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r')) {
            at++;
        }
    }

    private static BadRowException bad(String what) {
        return new BadRowException(0, what);
    }
}
