package dev.loadtest.bench;

import java.nio.file.Path;
import java.util.List;

/** Writes the table {@code rows} of {@code bench/RESULTS.md}. */
final class RowBench {
    private RowBench() {}

    /** @param args directory of this module */
    public static void main(String[] args) throws Exception {
        Neighbours neighbours = new Neighbours();
        neighbours.look();
        List<Figure> figures = RowCost.measure();
        neighbours.look();
        Section section = new Section("rows: what a large file of rows costs a worker", "", neighbours.sentence());
        section.columns("what", "seen", "bound", "within");
        figures.forEach(figure -> section.row(
                figure.what(),
                figure.seen(),
                figure.bound(),
                figure.bound().isEmpty() ? "" : Section.within(figure.within())));
        new Results(Path.of(args[0]).resolve("RESULTS.md")).replace("rows", section.toString());
    }
}
