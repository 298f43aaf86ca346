package dev.loadtest.bench;

import java.io.IOException;

/** Writes a section of {@code bench/RESULTS.md}. */
final class Section {
    private final StringBuilder text = new StringBuilder();

    /** Starts with a description of the machine. */
    Section(String title, String versions, String quietness) throws IOException {
        text.append("## ").append(title).append('\n');
        text.append(Machine.sentence()).append(versions.isEmpty() ? "" : " " + versions);
        text.append('\n').append(quietness).append(".\n");
    }

    Section sentence(String sentence) {
        text.append(sentence).append('\n');
        return this;
    }

    Section columns(String... names) {
        text.append('\n');
        row((Object[]) names);
        text.append("|---".repeat(names.length)).append("|\n");
        return this;
    }

    Section row(Object... cells) {
        for (Object cell : cells) {
            text.append("| ").append(cell).append(' ');
        }
        text.append("|\n");
        return this;
    }

    Section blank() {
        text.append('\n');
        return this;
    }

    static String within(boolean within) {
        return within ? "yes" : "**no**";
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
