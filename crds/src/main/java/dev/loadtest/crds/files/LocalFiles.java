package dev.loadtest.crds.files;

import dev.loadtest.crds.manifest.Constraints;
import dev.loadtest.crds.manifest.Problem;
import dev.loadtest.crds.model.BaselineSpec;
import dev.loadtest.crds.model.FileSetSpec;
import dev.loadtest.engine.rows.BadRowsException;
import dev.loadtest.engine.rows.RowIndexer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.PatternSyntaxException;

/** Files of this machine, by patterns relative to the manifest's folder and within it. Any thread. */
public final class LocalFiles implements FileSource {
    private static final int MAX_FILES = 10_000;

    private final Path folder;
    private final AllowedFolders allowed;
    private final ResultsFormat results;

    /** @param folder base of relative patterns, which must stay within it */
    public LocalFiles(Path folder) {
        this(folder, List.of());
    }

    /** @param more further allowed folders */
    public LocalFiles(Path folder, List<Path> more) {
        this(folder, more, in -> {
            throw new IOException("cannot be read here");
        });
    }

    /** @param results reads the results of a baseline */
    public LocalFiles(Path folder, List<Path> more, ResultsFormat results) {
        this.folder = folder;
        this.allowed = new AllowedFolders(folder, more);
        this.results = results;
    }

    @Override
    public Found find(FileSetSpec set) {
        String pattern = set.path();
        if (pattern == null) {
            return Found.none("path", "is required for a run on one machine");
        }
        List<Path> matches;
        try {
            FilePattern files = FilePattern.of(folder, pattern);
            if (!allowed.hold(files.start())) {
                return Found.none("path", leadsOut(Constraints.quoted(pattern)));
            }
            matches = files.find(MAX_FILES + 1);
        } catch (PatternSyntaxException e) {
            return notAPattern(pattern, e.getDescription());
        } catch (InvalidPathException e) {
            return notAPattern(pattern, e.getReason());
        } catch (IOException e) {
            return Found.none("path", "cannot look for " + Constraints.quoted(pattern) + ": " + reason(e));
        }
        if (matches.isEmpty()) {
            return Found.none(
                    "path",
                    "no file matches " + Constraints.quoted(pattern) + " (patterns are relative to the manifest)");
        }
        if (matches.size() > MAX_FILES) {
            return Found.none("path", "more than " + MAX_FILES + " files match");
        }
        return pin(set.name(), matches);
    }

    @Override
    public Rows rows(FileSetSpec set, Found found) {
        RowIndexer indexer = new RowIndexer();
        for (Located file : found.files()) {
            try (InputStream in = Files.newInputStream(file.path())) {
                indexer.add(file.ref().name(), in);
            } catch (BadRowsException e) {
                return Rows.bad("path", String.valueOf(e.getMessage()));
            } catch (IOException e) {
                return Rows.bad("path", "cannot read " + file.path() + ": " + reason(e));
            }
        }
        try {
            return new Rows(indexer.table(), List.of());
        } catch (BadRowsException e) {
            return Rows.bad("path", String.valueOf(e.getMessage()));
        }
    }

    @Override
    public FoundBaseline baseline(BaselineSpec baseline) {
        String file = baseline.file();
        if (file == null) {
            return FoundBaseline.none("file", "is required for a run on one machine");
        }
        try {
            Path path = folder.resolve(file);
            if (!allowed.hold(path)) {
                return FoundBaseline.none("file", leadsOut(Constraints.quoted(file)));
            }
            try (InputStream in = Files.newInputStream(path)) {
                return FoundBaseline.of(file, results.read(in));
            }
        } catch (InvalidPathException e) {
            return FoundBaseline.none("file", Constraints.quoted(file) + " is not a file's path: " + e.getReason());
        } catch (NoSuchFileException e) {
            return FoundBaseline.none(
                    "file",
                    "there is no file " + Constraints.quoted(file)
                            + " (it is relative to the manifest; a run without spec.baseline"
                            + " writes one: copy its results.json)");
        } catch (FileSystemException e) {
            return FoundBaseline.none("file", "cannot read " + Constraints.quoted(file) + ": " + reason(e));
        } catch (IOException e) {
            return FoundBaseline.none("file", Constraints.quoted(file) + " " + e.getMessage());
        }
    }

    private static String leadsOut(String what) {
        return what + " leads out of the manifest's folder; --allow-path DIR allows another folder";
    }

    private static Found notAPattern(String pattern, String why) {
        return Found.none("path", Constraints.quoted(pattern) + " is not a file pattern: " + why);
    }

    private Found pin(String set, List<Path> matches) {
        List<Problem> problems = new ArrayList<>();
        Map<String, Path> byName = new TreeMap<>();
        for (Path file : matches) {
            String name = file.getFileName().toString();
            Path other = byName.putIfAbsent(name, file);
            if (other != null) {
                problems.add(new Problem(
                        "path", "two files are named " + Constraints.quoted(name) + ": " + other + " and " + file));
            }
        }
        List<Located> files = new ArrayList<>();
        for (Path file : byName.values()) {
            try {
                if (allowed.hold(file)) {
                    // Uploads open the resolved file and follow no link that has replaced it.
                    files.add(new Located(FilePin.of(set, file), file.toRealPath()));
                } else {
                    problems.add(new Problem("path", leadsOut("the link " + file)));
                }
            } catch (IOException e) {
                problems.add(new Problem("path", "cannot read " + file + ": " + reason(e)));
            }
        }
        return new Found(files, problems);
    }

    private static String reason(IOException e) {
        String name = e.getClass().getSimpleName().replace("Exception", "");
        return name.equals("IO") && e.getMessage() != null ? e.getMessage() : name;
    }
}
