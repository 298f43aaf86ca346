package dev.loadtest.cli.output;

import dev.loadtest.report.ResultsJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Results of an earlier run in an output folder. Removes only files that this program wrote; never follows links. */
final class EarlierRun {
    /** Relative to the folder of samples: the manifest, and PHASE/CASE/K.EXT. */
    private static final Pattern SAMPLE = Pattern.compile("manifest\\.json|[^/]+/[^/]+/\\d+\\.[a-z0-9]+");

    private static final int HEAD = 128;

    private EarlierRun() {}

    /** Whether a file is a {@code results.json} of this program, by its first field. */
    static boolean isResults(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(HEAD), StandardCharsets.UTF_8).contains('"' + ResultsJson.SCHEMA + '"');
        }
    }

    static void remove(Path folder, List<String> reports) throws IOException {
        for (String report : reports) {
            if (Files.isRegularFile(folder.resolve(report), LinkOption.NOFOLLOW_LINKS)) {
                Files.delete(folder.resolve(report));
            }
        }
        Path samples = folder.resolve("samples");
        if (Files.isDirectory(samples, LinkOption.NOFOLLOW_LINKS)) {
            Files.walkFileTree(samples, new Remover(samples));
        }
    }

    /** Removes samples, and the folders that are empty then. */
    private static final class Remover extends SimpleFileVisitor<Path> {
        private final Path samples;

        private Remover(Path samples) {
            this.samples = samples;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            String name = samples.relativize(file).toString().replace('\\', '/');
            if (attributes.isRegularFile() && SAMPLE.matcher(name).matches()) {
                Files.delete(file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException problem) throws IOException {
            try {
                Files.delete(folder);
            } catch (DirectoryNotEmptyException notOurs) {
                // The folder contains files of others.
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
