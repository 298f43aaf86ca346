package dev.loadtest.worker.process;

import dev.loadtest.control.RefusedException;
import dev.loadtest.control.RefusedException.Reason;
import dev.loadtest.engine.plan.FileRef;
import dev.loadtest.engine.plan.FileSet;
import dev.loadtest.engine.plan.LoadPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** The files of the plan's sets, as they are mounted. Blocks, and for long where files are large; any thread. */
final class PodFiles {
    private static final int MAX_DEPTH = 20;
    private static final int MAX_VISITED = 100_000;
    private static final int MAX_FILES = 10_000;

    private final Path folder;

    /** @param folder below it one for each file set, by name */
    PodFiles(Path folder) {
        this.folder = folder;
    }

    /** Where each file lies, and a sentence for each that does not, or is another than the one that was pinned. */
    record Found(Map<FileRef, Path> paths, List<String> missing) {
        Found {
            paths = Map.copyOf(paths);
            missing = List.copyOf(missing);
        }
    }

    /** Finds a plan's files and reads each once, to compare it. */
    Found verify(LoadPlan plan) {
        Map<FileRef, Path> paths = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        for (FileSet set : plan.files()) {
            for (FileRef file : set.files()) {
                try {
                    verify(file, paths, missing);
                } catch (IOException | UncheckedIOException e) {
                    missing.add(named(file) + " cannot be read: " + e.getMessage());
                }
            }
        }
        return new Found(paths, missing);
    }

    private void verify(FileRef file, Map<FileRef, Path> paths, List<String> missing) throws IOException {
        List<Path> candidates = candidates(file);
        for (Path path : candidates) {
            if (Files.size(path) == file.size() && FileDigest.of(path).equals(file.sha256())) {
                paths.put(file, path);
                return;
            }
        }
        missing.add(
                candidates.isEmpty()
                        ? named(file) + " is missing"
                        : named(file) + " is not the file that the run was started with: it was changed since");
    }

    private static String named(FileRef file) {
        return "file " + file.name() + " of set " + file.set();
    }

    /** In a ConfigMap it lies in the set's folder; in a claim a pattern may have found it anywhere below. */
    private List<Path> candidates(FileRef file) throws IOException {
        Path direct = set(file.set()).resolve(file.name()).normalize();
        if (direct.startsWith(folder) && Files.isRegularFile(direct)) {
            return List.of(direct);
        }
        return walk(set(file.set()), "**").stream()
                .filter(path -> path.getFileName().toString().equals(file.name()))
                .toList();
    }

    /**
     * The files of a set that match a pattern, in the order of their names.
     *
     * @throws RefusedException where there are none, or two of one name
     */
    List<FileRef> list(String set, String pattern) {
        try {
            Map<String, FileRef> byName = new LinkedHashMap<>();
            for (Path path : walk(set(set), pattern)) {
                String name = path.getFileName().toString();
                FileRef file = new FileRef(set, name, Files.size(path), FileDigest.of(path));
                if (byName.put(name, file) != null) {
                    throw refused("two files of set " + set + " are named " + name);
                }
            }
            if (byName.isEmpty()) {
                throw refused("no file of set " + set + " matches " + pattern);
            }
            return byName.values().stream()
                    .sorted(Comparator.comparing(FileRef::name))
                    .toList();
        } catch (IOException e) {
            throw refused("the files of set " + set + " cannot be read: " + e.getMessage());
        } catch (PatternSyntaxException e) {
            throw refused("\"" + pattern + "\" is no pattern of file names: " + e.getDescription());
        }
    }

    private static RefusedException refused(String sentence) {
        return new RefusedException(Reason.BAD_REQUEST, sentence);
    }

    private Path set(String name) {
        Path set = folder.resolve(name).normalize();
        if (!set.startsWith(folder) || set.equals(folder)) {
            throw refused("\"" + name + "\" is no name of a file set");
        }
        return set;
    }

    /** The regular files below a folder whose path from there matches; Kubernetes' own folders ({@code ..data}) do not. */
    private static List<Path> walk(Path set, String pattern) throws IOException {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        if (!Files.isDirectory(set)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(set, MAX_DEPTH)) {
            List<Path> found = paths.limit(MAX_VISITED)
                    .filter(path -> matcher.matches(set.relativize(path)))
                    .filter(path -> !set.relativize(path).toString().startsWith("..") && Files.isRegularFile(path))
                    .limit(MAX_FILES + 1L)
                    .toList();
            if (found.size() > MAX_FILES) {
                throw new IOException("more than " + MAX_FILES + " files match " + pattern);
            }
            return found;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
