package dev.loadtest.cli;

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
 * The folder that takes a run's results. It is only ever one that is new, empty, or a run's before; of that one it keeps
 * nothing, so that no two runs' results are mixed. A marker in it says whose it is, and locks it while a run writes there.
 */
final class OutputFolder implements AutoCloseable {
    static final String MARKER = ".loadtest-output";
    private static final List<String> REPORTS = List.of("results.json", "junit.xml", "report.html");

    private final Path path;
    private final FileChannel marker;

    private OutputFolder(Path path, FileChannel marker) {
        this.path = path;
        this.marker = marker;
    }

    /** That the folder cannot be used; the message says why, and what to do. */
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1;

        Unusable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Makes the folder ready for a run: makes it where it is missing, empties it of an earlier run's results.
     *
     * @throws Unusable if it holds something else, is in use, or cannot be written to; then nothing in it was changed
     */
    static OutputFolder open(Path path) throws Unusable {
        try {
            Files.createDirectories(path);
            if (!isOurs(path)) {
                throw new Unusable(
                        "--output " + path + ": the folder holds something else than results of ./loadtest;"
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
            // As if another process had it.
        } catch (IOException e) {
            marker.close();
            throw e;
        }
        marker.close();
        throw new Unusable("--output " + path + ": another run is writing there; wait for it, or name another", null);
    }

    Path path() {
        return path;
    }

    /** Lets go of the folder; the marker stays. */
    @Override
    public void close() throws IOException {
        marker.close();
    }
}
