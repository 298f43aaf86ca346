package dev.loadtest.crds.compile;

import dev.loadtest.crds.files.FileSource;
import java.nio.file.Path;

/** The way from a manifest to a plan: reads, checks everything, compiles. Stateless; any thread. */
public final class ManifestCompiler {
    private ManifestCompiler() {}

    /** Compiles a manifest for a run on this machine; its file sets are read relative to its folder. */
    public static Compilation compile(Path manifest, Overrides overrides) {
        throw new UnsupportedOperationException();
    }

    /** Compiles a manifest. */
    public static Compilation compile(byte[] manifest, Overrides overrides, FileSource files) {
        throw new UnsupportedOperationException();
    }
}
