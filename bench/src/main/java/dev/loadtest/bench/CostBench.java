package dev.loadtest.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes the table {@code cost} of {@code bench/RESULTS.md}: what grows with connections, workers and loops. */
final class CostBench {
    private CostBench() {}

    /** @param args directory of this module */
    public static void main(String[] args) throws Exception {
        Neighbours neighbours = new Neighbours();
        neighbours.look();
        List<Figure> figures = new ArrayList<>(MergeCost.measure());
        figures.addAll(CoordinatorCost.measure());
        figures.addAll(ConnectionCost.measure());
        neighbours.look();
        figures.addAll(LoopCost.measure());
        StringBuilder text = new StringBuilder("## cost as it grows\n");
        text.append(Machine.sentence())
                .append('\n')
                .append(neighbours.sentence())
                .append(".\n\n");
        text.append("| what | seen | bound | within |\n|---|---|---|---|\n");
        figures.forEach(figure -> text.append(figure.row()));
        new Results(Path.of(args[0]).resolve("RESULTS.md")).replace("cost", text.toString());
    }
}
