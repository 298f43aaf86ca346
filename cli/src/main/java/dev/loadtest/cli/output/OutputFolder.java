package dev.loadtest.cli.output;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder for a run's results: new, empty, or of an earlier run, whose results are removed so that results of two
 * runs never mix. A marker file identifies the folder and locks it during a run.
 */
public final class OutputFolder implements AutoCloseable {
    static final String MARKER = ".loadtest-output";
    private static final List<String> REPORTS = List.of("results.json", "junit.xml", "report.html", "compare.html");

    private final Path path;
    private final FileChannel marker;
    /** Whether folders of other runs are beside it. */
    private final boolean kept;

    private OutputFolder(Path path, FileChannel marker, boolean kept) {
        this.path = path;
        this.marker = marker;
        this.kept = kept;
    }

    /** The folder cannot be used; the message says why, and what to do. */
    public static final class Unusable extends Exception {
        private static final long serialVersionUID = 1;

        Unusable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Prepares the folder for a run: creates it if missing, removes results of an earlier run.
     *
     * @throws Unusable if it has other content, is in use, or cannot be written; nothing in it was changed then
     */
    public static OutputFolder open(Path path) throws Unusable {
        return open(path, false);
    }

    /** The same for the folder of a run that started at an instant, beside those of other runs. */
    static OutputFolder openOf(Path runs, Instant start) throws Unusable {
        return open(runs.resolve(RunName.of(start)), true);
    }

    private static OutputFolder open(Path path, boolean kept) throws Unusable {
        try {
            Files.createDirectories(path);
            if (!isOurs(path)) {
                throw new Unusable(
                        "--output " + path + ": the folder contains other files than results of ./loadtest;"
                                + " name another one, or empty it",
                        null);
            }
            FileChannel marker = lock(path);
            EarlierRun.remove(path, REPORTS);
            return new OutputFolder(path, marker, kept);
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    /**
     * Creates the folder of a new run beside those of earlier ones, which are left alone. Two runs never get the same
     * folder: where its name is taken, the next millisecond is used.
     *
     * @param runs the folder of all runs; created if missing
     * @param start names the new folder
     * @throws Unusable if it cannot be created
     */
    static OutputFolder openNew(Path runs, Instant start) throws Unusable {
        try {
            Files.createDirectories(runs);
            Path path = create(runs, start);
            return new OutputFolder(path, lock(path), true);
        } catch (IOException e) {
            throw unusable(runs, e);
        }
    }

    private static Path create(Path runs, Instant start) throws IOException {
        Instant named = start;
        while (true) {
            Path path = runs.resolve(RunName.of(named));
            try {
                return Files.createDirectory(path);
            } catch (FileAlreadyExistsException taken) {
                named = RunName.next(named);
            }
        }
    }

    private static Unusable unusable(Path path, IOException problem) {
        String why =
                switch (problem) {
                    case FileAlreadyExistsException e -> e.getFile() + " is not a folder";
                    case AccessDeniedException e -> e.getFile() + " may not be written to";
                    case NoSuchFileException e -> e.getFile() + " cannot be made there";
                    default -> problem.getMessage();
                };
        return new Unusable("--output " + path + ": " + why, problem);
    }

    private static boolean isOurs(Path path) throws IOException {
        if (Files.isRegularFile(path.resolve(MARKER), LinkOption.NOFOLLOW_LINKS)
                || EarlierRun.isResults(path.resolve("results.json"))) {
            return true;
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.findAny().isEmpty();
        }
    }

    private static FileChannel lock(Path path) throws IOException, Unusable {
        FileChannel marker =
                FileChannel.open(path.resolve(MARKER), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = marker.tryLock();
            if (lock != null) {
                String text = "Results of ./loadtest; the next run with this output folder replaces them.\n";
                marker.write(StandardCharsets.UTF_8.encode(text));
                return marker;
            }
        } catch (OverlappingFileLockException sameProcess) {
            // Same as a lock held by another process.
        } catch (IOException e) {
            marker.close();
            throw e;
        }
        marker.close();
        throw new Unusable("--output " + path + ": another run is writing there; wait for it, or name another", null);
    }

    public Path path() {
        return path;
    }

    /**
     * Points {@code latest} at this folder, once the results are in it; no effect for a folder that the user named.
     *
     * @return a notice for the user if that is not possible; empty otherwise
     */
    public String publish() {
        if (!kept) {
            return "";
        }
        try {
            LatestLink.to(path);
            return "";
        } catch (IOException e) {
            return "note: " + path.resolveSibling(LatestLink.NAME) + " does not point at " + path + ": "
                    + e.getMessage();
        }
    }

    /** Releases the folder. The marker stays, unless nothing else is in a folder that the user did not name. */
    @Override
    public void close() throws IOException {
        marker.close();
        if (kept && isUnused()) {
            Files.delete(path.resolve(MARKER));
            Files.delete(path);
        }
    }

    private boolean isUnused() throws IOException {
        try (Stream<Path> entries = Files.list(path)) {
            return entries.allMatch(entry -> entry.endsWith(MARKER));
        }
    }
}
