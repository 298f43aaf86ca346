package dev.loadtest.crds.compile;

import dev.loadtest.crds.files.LocalFiles;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.RunResult.BlockEntry;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.engine.result.compare.ComparedRun;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Compiles the one document of a file, with its files beside it. */
final class LocalManifest {
    private LocalManifest() {}

    /** A run whose seed is the number in the file. */
    private static ComparedRun baseline(InputStream in) throws IOException {
        long seed = Long.parseLong(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip());
        BlockEntry entry = new BlockEntry("load", "", "health", Kind.TRACKED, "print", List.of());
        return new ComparedRun("earlier", seed, Verdict.PASSED, "", List.of(entry));
    }

    /** The files of a folder, and baselines that are compared with nothing. */
    static LocalFiles files(Path folder) {
        return new LocalFiles(folder, List.of(), LocalManifest::baseline);
    }

    static Compilation compile(Path manifest, Overrides overrides) {
        try {
            return ManifestCompiler.compile(Files.readAllBytes(manifest), overrides, files(manifest.getParent()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
