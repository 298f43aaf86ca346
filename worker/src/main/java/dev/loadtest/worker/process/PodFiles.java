package dev.loadtest.worker.process;

import dev.loadtest.control.message.RefusedException;
import dev.loadtest.control.message.RefusedException.Reason;
import dev.loadtest.engine.digest.Sha256;
import dev.loadtest.engine.plan.FileRef;
import dev.loadtest.engine.plan.FileSet;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.RowTable;
import dev.loadtest.engine.plan.syntax.Glob;
import dev.loadtest.engine.rows.BadRowsException;
import dev.loadtest.engine.rows.RowIndexer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.PatternSyntaxException;

/** The mounted files of the plan's sets. Blocks, for long if files are large; any thread. */
final class PodFiles {
    private static final int MAX_ENTRIES = 100_000;
    private static final int MAX_FILES = 10_000;

    private final Path folder;
    private final Set<String> claimSets;
    private final int mostEntries;

    /**
     * Files below a folder.
     *
     * @param folder parent of a folder for each file set
     * @param claimSets the sets on claims, to which others may write
     */
    PodFiles(Path folder, Set<String> claimSets) {
        this(folder, claimSets, MAX_ENTRIES);
    }

    /** @param mostEntries maximum entries of a folder in which a pattern is matched */
    PodFiles(Path folder, Set<String> claimSets, int mostEntries) {
        this.folder = folder;
        this.claimSets = Set.copyOf(claimSets);
        this.mostEntries = mostEntries;
    }

    /** Location of each file, and a sentence for each that is missing or differs from the plan. */
    record Found(Map<FileRef, Path> paths, List<String> missing) {
        Found {
            paths = Map.copyOf(paths);
            missing = List.copyOf(missing);
        }
    }

    /** Finds a plan's files and reads each once, for comparison. */
    Found verify(LoadPlan plan) {
        Map<FileRef, Path> paths = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        for (FileSet set : plan.files()) {
            for (FileRef file : set.files()) {
                try {
                    verify(file, paths, missing);
                } catch (IOException e) {
                    missing.add(named(file) + " cannot be read: " + e.getMessage());
                }
            }
        }
        return new Found(paths, missing);
    }

    private void verify(FileRef file, Map<FileRef, Path> paths, List<String> missing) throws IOException {
        Path set = set(file.set());
        Path path = set.resolve(file.name()).normalize();
        if (!path.startsWith(set) || !Files.isRegularFile(path)) {
            missing.add(named(file) + " is missing");
        } else if (leadsOut(set, path)) {
            missing.add(named(file) + " is a link, which is not followed out of a volume");
        } else if (Files.size(path) != file.size() || !isPinned(file, path)) {
            missing.add(named(file) + " is not the file that the run was started with: it was changed since");
        } else {
            // Uploads open the resolved file and follow no link that has replaced it.
            paths.put(file, path.toRealPath());
        }
    }

    /** A file of a Secret is known by its size alone: its digest would stand where others may read it, and guess. */
    private static boolean isPinned(FileRef file, Path path) throws IOException {
        return file.sha256().isEmpty() || Sha256.hex(path).equals(file.sha256());
    }

    /**
     * Writers of a claim must not make a worker upload its Secrets, and could change a link after the check. Files of a
     * ConfigMap are links within its mount, made by the kubelet.
     */
    private boolean leadsOut(Path set, Path path) throws IOException {
        return claimSets.contains(set.getFileName().toString())
                ? Files.isSymbolicLink(path)
                : !path.toRealPath().startsWith(set.toRealPath());
    }

    private static String named(FileRef file) {
        return "file " + file.name() + " of set " + file.set();
    }

    /**
     * Files of a set that match a pattern, sorted by name.
     *
     * @throws RefusedException if there are none, or the folder cannot be listed
     */
    List<FileRef> list(String set, String pattern) {
        try {
            List<FileRef> files = new ArrayList<>();
            for (Path path : matching(set(set), pattern)) {
                files.add(new FileRef(set, path.getFileName().toString(), Files.size(path), Sha256.hex(path)));
            }
            if (files.isEmpty()) {
                throw refused("no file of set " + set + " matches " + pattern);
            }
            files.sort(Comparator.comparing(FileRef::name));
            return files;
        } catch (IOException e) {
            throw refused("the files of set " + set + " cannot be read: " + e.getMessage());
        } catch (PatternSyntaxException e) {
            throw refused("\"" + pattern + "\" is no pattern of file names: " + e.getDescription());
        }
    }

    /**
     * The rows of listed files; reads each once.
     *
     * @throws RefusedException if they hold no rows
     */
    RowTable rows(String set, List<FileRef> files) {
        RowIndexer indexer = new RowIndexer();
        try {
            for (FileRef file : files) {
                try (InputStream in = Files.newInputStream(set(set).resolve(file.name()))) {
                    indexer.add(file.name(), in);
                }
            }
            return indexer.table();
        } catch (BadRowsException e) {
            throw refused("the rows of set " + set + " cannot be used: " + e.getMessage());
        } catch (IOException e) {
            throw refused("the files of set " + set + " cannot be read: " + e.getMessage());
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

    /**
     * Regular files of a folder whose names match; excludes Kubernetes' own ({@code ..data}). Subfolders are not part
     * of a set: only its owner may read a volume's lost+found.
     */
    private List<Path> matching(Path set, String pattern) throws IOException {
        Glob glob = Glob.parse(pattern);
        if (!Files.isDirectory(set)) {
            return List.of();
        }
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(set)) {
            int seen = 0;
            for (Path path : entries) {
                if (++seen > mostEntries) {
                    throw new IOException("the folder holds more than " + mostEntries + " entries");
                }
                Path name = path.getFileName();
                if (glob.matches(name.toString()) && !name.toString().startsWith("..") && Files.isRegularFile(path)) {
                    if (leadsOut(set, path)) {
                        throw new IOException(name + " is a link, which is not followed out of a volume");
                    }
                    found.add(path);
                }
                if (found.size() > MAX_FILES) {
                    throw new IOException("more than " + MAX_FILES + " files match " + pattern);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return found;
    }
}
