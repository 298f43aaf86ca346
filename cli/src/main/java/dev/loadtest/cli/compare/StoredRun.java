package dev.loadtest.cli.compare;

import dev.loadtest.engine.result.compare.ComparedRun;
import dev.loadtest.report.stored.ResultsReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The results of a run on disk.
 *
 * @param given the path as the user wrote it
 * @param file its {@code results.json}
 */
record StoredRun(Path given, Path file, ComparedRun run) {
    private static final String RESULTS = "results.json";

    /**
     * Reads a {@code results.json}, that of an output folder, or that of the latest run in a folder of runs.
     *
     * @throws IOException with a sentence for the user
     */
    static StoredRun read(Path given) throws IOException {
        Path file = file(given);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return new StoredRun(given, file, ComparedRun.of(ResultsReader.read(in)));
        } catch (NoSuchFileException e) {
            throw new IOException(
                    Files.isDirectory(given)
                            ? "the folder " + given + " holds no results.json"
                            : "there is no " + given,
                    e);
        } catch (IOException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static Path file(Path given) {
        if (!Files.isDirectory(given)) {
            return given;
        }
        Path latest = given.resolve("latest").resolve(RESULTS);
        return Files.exists(given.resolve(RESULTS)) || !Files.exists(latest) ? given.resolve(RESULTS) : latest;
    }

    /** The folder of the results. */
    Path folder() {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }
}
