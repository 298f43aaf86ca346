package dev.loadtest.cli.display.summary;

import dev.loadtest.cli.display.DisplayWidth;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sections of rows under common columns: a name, which is cut to the room that is left, and numbers. Where a terminal is
 * too narrow for all, the columns of lowest rank are left out. Pure.
 *
 * @param columns of numbers
 */
record Grid(List<Column> columns, List<Section> sections) {
    private static final String INDENT = "  ";
    private static final int DETAIL_INDENT = 4;
    private static final int SHORTEST_NAME = 12;

    Grid {
        columns = List.copyOf(columns);
        sections = List.copyOf(sections);
    }

    /** @param rank those of the highest rank are left out first */
    record Column(String heading, int rank) {}

    /** @param heading of the column of names */
    record Section(String heading, List<Row> rows) {}

    /**
     * A row.
     *
     * @param numbers for each column
     * @param detail a line below; empty for none
     */
    record Row(String name, List<String> numbers, String detail) {}

    /** Lines of at most that width. */
    List<String> lines(int width) {
        List<Integer> shown = shown(width);
        int[] widths = shown.stream().mapToInt(this::width).toArray();
        int numbers = IntStream.of(widths).sum();
        String gap = INDENT.length() + longestName() + numbers + 2 * widths.length <= width ? "  " : " ";
        int room = width - INDENT.length() - numbers - gap.length() * widths.length;
        int name = Math.min(longestName(), Math.max(1, room));
        List<String> lines = new ArrayList<>();
        for (Section section : sections) {
            lines.add("");
            lines.add(line(
                    section.heading(),
                    shown.stream().map(at -> columns.get(at).heading()).toList(),
                    name,
                    widths,
                    gap));
            for (Row row : section.rows()) {
                lines.add(
                        line(row.name(), shown.stream().map(row.numbers()::get).toList(), name, widths, gap));
                if (!row.detail().isEmpty()) {
                    lines.addAll(Paragraph.of(" ".repeat(DETAIL_INDENT), row.detail(), DETAIL_INDENT, width));
                }
            }
        }
        return lines;
    }

    private static String line(String name, List<String> numbers, int nameWidth, int[] widths, String gap) {
        StringBuilder line = new StringBuilder(INDENT + DisplayWidth.pad(DisplayWidth.cut(name, nameWidth), nameWidth));
        for (int i = 0; i < widths.length; i++) {
            line.append(gap)
                    .append(" ".repeat(widths[i] - numbers.get(i).length()))
                    .append(numbers.get(i));
        }
        return line.toString();
    }

    /** The columns that leave room for names. */
    private List<Integer> shown(int width) {
        List<Integer> shown =
                new ArrayList<>(IntStream.range(0, columns.size()).boxed().toList());
        int wanted = Math.min(SHORTEST_NAME, longestName());
        while (shown.size() > 1
                && INDENT.length()
                                + wanted
                                + shown.stream().mapToInt(at -> 1 + width(at)).sum()
                        > width) {
            int last =
                    shown.stream().mapToInt(at -> columns.get(at).rank()).max().orElseThrow();
            shown.removeIf(at -> columns.get(at).rank() == last);
        }
        return shown;
    }

    private int width(int column) {
        return sections.stream()
                .flatMap(section -> section.rows().stream())
                .mapToInt(row -> row.numbers().get(column).length())
                .reduce(columns.get(column).heading().length(), Math::max);
    }

    private int longestName() {
        return sections.stream()
                .mapToInt(section -> section.rows().stream()
                        .mapToInt(row -> DisplayWidth.of(row.name()))
                        .reduce(DisplayWidth.of(section.heading()), Math::max))
                .max()
                .orElse(0);
    }
}
