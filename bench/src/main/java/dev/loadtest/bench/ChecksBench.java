package dev.loadtest.bench;

import java.nio.file.Path;

/** Writes the table {@code checks} of {@code bench/RESULTS.md}: what checking a response costs. */
final class ChecksBench {
    private ChecksBench() {}

    /** @param args directory of this module */
    public static void main(String[] args) throws Exception {
        Neighbours neighbours = new Neighbours();
        neighbours.look();
        var figures = CheckCost.measure();
        neighbours.look();
        Section section = new Section("checks: what checking a response of 1 kB costs", "", neighbours.sentence());
        section.columns("what", "seen", "bound", "within");
        figures.forEach(
                figure -> section.row(figure.what(), figure.seen(), figure.bound(), Section.within(figure.within())));
        new Results(Path.of(args[0]).resolve("RESULTS.md")).replace("checks", section.toString());
    }
}
