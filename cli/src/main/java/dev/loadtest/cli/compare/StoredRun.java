package dev.loadtest.cli.compare;

import dev.loadtest.cli.output.ResultsPath;
import dev.loadtest.engine.result.compare.ComparedRun;
import dev.loadtest.report.stored.ComparedRunReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The stored results of a run.
 *
 * @param called the path or name as the user wrote it
 * @param folder for pages about it
 */
public record StoredRun(String called, Path folder, ComparedRun run) {
    /**
     * Reads a {@code results.json}, that of an output folder, or that of the latest run in a folder of runs.
     *
     * @throws IOException with a sentence for the user
     */
    public static StoredRun read(Path given) throws IOException {
        Path file = ResultsPath.of(given);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            Path parent = file.toAbsolutePath().getParent();
            return new StoredRun(
                    given.toString(), parent == null ? file.toAbsolutePath() : parent, ComparedRunReader.read(in));
        } catch (NoSuchFileException e) {
            throw new IOException(
                    Files.isDirectory(given)
                            ? "the folder " + given + " holds no results.json"
                            : "there is no " + given,
                    e);
        } catch (AccessDeniedException e) {
            throw new IOException(file + " may not be read", e);
        } catch (IOException e) {
            throw new IOException(file + " " + e.getMessage(), e);
        }
    }
}
