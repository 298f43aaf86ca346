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
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder for a run's results: new, empty, or of an earlier run, whose results are removed so that results of two
 * runs never mix. A marker file identifies the folder and locks it during a run.
 */
public final class OutputFolder implements AutoCloseable {
    static final String MARKER = ".loadtest-output";
    private static final List<String> REPORTS = List.of("results.json", "junit.xml", "report.html");

    private final Path path;
    private final FileChannel marker;

    private OutputFolder(Path path, FileChannel marker) {
        this.path = path;
        this.marker = marker;
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
            return new OutputFolder(path, marker);
        } catch (FileAlreadyExistsException e) {
            throw new Unusable("--output " + path + ": " + e.getFile() + " is not a folder", e);
        } catch (AccessDeniedException e) {
            throw new Unusable("--output " + path + ": " + e.getFile() + " may not be written to", e);
        } catch (NoSuchFileException e) {
            throw new Unusable("--output " + path + ": " + e.getFile() + " cannot be made there", e);
        } catch (IOException e) {
            throw new Unusable("--output " + path + ": " + e.getMessage(), e);
        }
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

    /** Releases the folder; the marker stays. */
    @Override
    public void close() throws IOException {
        marker.close();
    }
}
