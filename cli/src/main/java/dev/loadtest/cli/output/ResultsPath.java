package dev.loadtest.cli.output;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the results of an earlier run are, as users name them. */
public final class ResultsPath {
    private static final String RESULTS = "results.json";

    private ResultsPath() {}

    /** The {@code results.json} of an output folder, or of the latest run in a folder of runs; anything else itself. */
    public static Path of(Path given) {
        if (!Files.isDirectory(given)) {
            return given;
        }
        Path latest = given.resolve(LatestLink.NAME).resolve(RESULTS);
        return Files.exists(given.resolve(RESULTS)) || !Files.exists(latest) ? given.resolve(RESULTS) : latest;
    }
}
