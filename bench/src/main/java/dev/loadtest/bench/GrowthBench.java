package dev.loadtest.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the table {@code growth} of {@code bench/RESULTS.md}: cost by number of requests, connections, workers and
 * loops.
 */
final class GrowthBench {
    private GrowthBench() {}

    /** @param args directory of this module */
    public static void main(String[] args) throws Exception {
        Neighbours neighbours = new Neighbours();
        neighbours.look();
        List<Figure> figures = new ArrayList<>(HeapCost.measure());
        neighbours.look();
        figures.addAll(KeptCost.measure());
        figures.addAll(MergeCost.measure());
        figures.addAll(CoordinatorCost.measure());
        figures.addAll(ConnectionCost.measure());
        figures.addAll(JourneyCost.measure());
        neighbours.look();
        figures.addAll(LoopCost.measure());
        Section section = new Section("growth: what it costs as it grows", "nginx.", neighbours.sentence());
        section.columns("what", "seen", "bound", "within");
        figures.forEach(
                figure -> section.row(figure.what(), figure.seen(), figure.bound(), Section.within(figure.within())));
        new Results(Path.of(args[0]).resolve("RESULTS.md")).replace("growth", section.toString());
    }
}
