package dev.loadtest.cli.manifest;

import dev.loadtest.cli.display.Console;
import dev.loadtest.cli.display.OneLine;
import dev.loadtest.crds.compile.Compilation;
import dev.loadtest.crds.compile.Compilation.Compiled;
import dev.loadtest.crds.compile.ManifestCompiler;
import dev.loadtest.crds.compile.Overrides;
import dev.loadtest.crds.files.FileSource;
import dev.loadtest.crds.files.LocalFiles;
import dev.loadtest.crds.files.StandInFiles;
import dev.loadtest.crds.manifest.Places;
import dev.loadtest.crds.manifest.Problem;
import dev.loadtest.report.stored.ComparedRunReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A manifest as the user named it, with one LoadTest or several.
 *
 * @param path {@code -} for standard input
 * @param allowed further folders from which its files may be read
 */
public record ManifestFile(Path path, List<Path> allowed) {
    public ManifestFile {
        allowed = List.copyOf(allowed);
    }

    /** One byte above the limit, which shows that a file is too long. */
    private static final int MAX_READ = (1 << 20) + 1;

    /** As messages name it. */
    public String name() {
        return isStandardInput() ? "stdin" : path.toString();
    }

    boolean isStandardInput() {
        return path.toString().equals("-");
    }

    /** Compiles every document; empty if one is refused, after all problems are printed to standard error. */
    public List<Compiled> compile(Overrides overrides, Console console) {
        return usable(overrides, files(), console);
    }

    /** As {@link #compile}, but assumes that files visible only in a cluster exist. */
    public List<Compiled> examine(Overrides overrides, Console console) {
        return usable(overrides, new StandInFiles(files()), console);
    }

    /**
     * As {@link #compile}, for a run in a cluster: files of volumes and Secrets stay where they are, and so do those of a
     * ConfigMap that has no local ones.
     */
    public List<Compiled> compileForCluster(Overrides overrides, Console console) {
        return usable(overrides, StandInFiles.forCluster(files()), console);
    }

    private LocalFiles files() {
        Path folder = isStandardInput() ? null : path.getParent();
        return new LocalFiles(folder == null ? Path.of("") : folder, allowed, ComparedRunReader::read);
    }

    private List<Compiled> usable(Overrides overrides, FileSource files, Console console) {
        byte[] yaml;
        try (InputStream in = isStandardInput() ? console.in() : Files.newInputStream(path)) {
            yaml = in.readNBytes(MAX_READ);
        } catch (NoSuchFileException e) {
            return unreadable("there is no such file", console);
        } catch (IOException e) {
            return unreadable("cannot be read: " + e.getMessage(), console);
        }
        List<Compiled> usable = new ArrayList<>();
        boolean refused = false;
        for (Compilation compilation : ManifestCompiler.compileAll(yaml, overrides, files, System.getenv())) {
            switch (compilation) {
                case Compiled compiled -> usable.add(compiled);
                case Compilation.Refused it -> {
                    report(it.problems(), it.places(), console);
                    refused = true;
                }
            }
        }
        return refused ? List.of() : usable;
    }

    private List<Compiled> unreadable(String message, Console console) {
        report(List.of(new Problem("", message)), Places.none(), console);
        return List.of();
    }

    /** Prints a line for each problem on standard error. */
    public void report(List<Problem> problems, Places places, Console console) {
        problems.forEach(problem -> console.say(OneLine.of(places.line(problem, name()))));
    }
}
