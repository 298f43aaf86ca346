package dev.loadtest.cli;

import java.nio.file.Path;

/** The manifests that the project shows. */
final class Examples {
    private Examples() {}

    static Path manifest(String name) {
        return Path.of(System.getProperty("basedir", "."), "..", "examples", name, "loadtest.yaml");
    }
}
