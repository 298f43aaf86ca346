package dev.loadtest.cli.display.summary;

import dev.loadtest.cli.display.DisplayWidth;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Text broken into lines between words, so that the terminal need not. Pure. */
final class Paragraph {
    /** Text stands beside what a line begins with where at least so much of it fits. */
    private static final int LEAST_ROOM = 8;

    private Paragraph() {}

    /**
     * The lines of a text, each at most as wide as the width; only a word that is wider is broken.
     *
     * @param first what the first line begins with
     * @param indent columns that the other lines are indented by; less on a terminal that is too narrow for it
     */
    static List<String> of(String first, String text, int indent, int width) {
        return lines(first, text, indent, width, true);
    }

    /** The same, but a word that is wider stays whole: a path that is copied. */
    static List<String> ofWholeWords(String first, String text, int indent, int width) {
        return lines(first, text, indent, width, false);
    }

    /** A command, whose lines a shell joins again. */
    static List<String> ofCommand(String first, String command, int indent, int width) {
        List<String> lines = ofWholeWords(first, command, indent, width - 2);
        return IntStream.range(0, lines.size())
                .mapToObj(at -> at < lines.size() - 1 ? lines.get(at) + " \\" : lines.get(at))
                .toList();
    }

    private static String squeezed(String first, int width) {
        return DisplayWidth.cut("  " + first.strip().replaceAll(" +", " "), width);
    }

    private static List<String> lines(String first, String text, int indent, int width, boolean breaksWords) {
        String blank = " ".repeat(indent <= width / 3 ? indent : width / 4);
        List<String> lines = new ArrayList<>();
        String line = first;
        if (DisplayWidth.of(first) + Math.min(LEAST_ROOM, DisplayWidth.of(text)) > width) {
            lines.add(DisplayWidth.of(first.stripTrailing()) <= width ? first.stripTrailing() : squeezed(first, width));
            line = blank;
        }
        boolean begun = false;
        for (String word : text.split(" ")) {
            String rest = word;
            if (begun && DisplayWidth.of(line) + 1 + DisplayWidth.of(rest) > width) {
                lines.add(line);
                line = blank;
                begun = false;
            }
            while (breaksWords && DisplayWidth.of(line) + DisplayWidth.of(rest) > width) {
                int fits = DisplayWidth.fitting(rest, width - DisplayWidth.of(line));
                lines.add(line + rest.substring(0, fits));
                rest = rest.substring(fits);
                line = blank;
            }
            line += (begun ? " " : "") + rest;
            begun = true;
        }
        lines.add(line);
        return lines;
    }
}
