package dev.loadtest.engine.rows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The fields of the row that was read last. Reused, so that a row that is only counted allocates nothing. */
final class RowFields {
    private final boolean keeps;
    private final List<String> names = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private int count;
    private int lines;

    private RowFields(boolean keeps) {
        this.keeps = keeps;
    }

    /** Only counts fields without names. */
    static RowFields counted() {
        return new RowFields(false);
    }

    static RowFields kept() {
        return new RowFields(true);
    }

    void clear() {
        names.clear();
        texts.clear();
        count = 0;
        lines = 0;
    }

    /** Adds a field without a name. */
    void add(byte[] bytes, int from, int to, boolean escaped) {
        count++;
        if (keeps) {
            String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
            texts.add(escaped ? text.replace("\"\"", "\"") : text);
        }
    }

    /** Adds a field with a name. */
    void add(String name, String text) {
        count++;
        names.add(name);
        if (keeps) {
            texts.add(text);
        }
    }

    void lineEnded() {
        lines++;
    }

    /** Line ends in it, its own included. */
    int lines() {
        return lines;
    }

    int count() {
        return count;
    }

    /** Empty for CSV. */
    List<String> names() {
        return names;
    }

    List<String> texts() {
        return texts;
    }
}
