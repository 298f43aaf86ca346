package dev.loadtest.crds.compile;

import dev.loadtest.crds.files.LocalFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compiles the one document of a file, with its files beside it. */
final class LocalManifest {
    private LocalManifest() {}

    static Compilation compile(Path manifest, Overrides overrides) {
        try {
            return ManifestCompiler.compile(
                    Files.readAllBytes(manifest), overrides, new LocalFiles(manifest.getParent()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
