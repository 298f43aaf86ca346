package dev.loadtest.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes the table {@code start} of {@code bench/RESULTS.md}: what a command takes from its call to its exit. */
final class StartBench {
    private StartBench() {}

    /** @param args directory of this module */
    public static void main(String[] args) throws Exception {
        Path bench = Path.of(args[0]);
        Path folder = Files.createTempDirectory("loadtest-start-");
        Neighbours neighbours = new Neighbours();
        neighbours.look();
        Section section;
        try (StartedDemo demo = StartedDemo.start(bench.resolveSibling("loadtest"))) {
            Path manifest = Files.writeString(folder.resolve("smoke.yaml"), """
                    apiVersion: loadtest.dev/v1alpha1
                    kind: LoadTest
                    metadata: {name: smoke}
                    spec:
                      target: {url: "%s"}
                      requests: [{name: health, path: /health}]
                      phases:
                      - {name: up, request: health, until: {timeout: 30s, interval: 1s}}
                      - {name: steady, request: health, rate: {perSecond: 20, duration: 300ms}, maxLateness: 1s}
                    """.formatted(demo.url()));
            StartCost cost = new StartCost(bench.resolveSibling("loadtest"), folder);
            List<StartCost.Row> rows = List.of(
                    cost.of("`validate`", "validate", manifest.toString()),
                    cost.of(
                            "`run` of a smoke check of 0.3 s",
                            "run",
                            manifest.toString(),
                            "--output",
                            folder + "/out"));
            neighbours.look();
            section = new Section(
                    "start: what a command of ./loadtest takes, from call to exit", "", neighbours.sentence());
            section.columns("command", "with the class cache", "CPU", "without", "CPU");
            rows.forEach(row -> section.row(
                    row.command(),
                    row.with().wall(),
                    row.with().cpu(),
                    row.without().wall(),
                    row.without().cpu()));
        }
        new Results(bench.resolve("RESULTS.md")).replace("start", section.toString());
    }
}
