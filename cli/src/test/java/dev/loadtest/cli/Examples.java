package dev.loadtest.cli;

import java.nio.file.Path;

/** The example manifests of the project. */
final class Examples {
    private Examples() {}

    static Path manifest(String name) {
        return Path.of(System.getProperty("basedir", "."), "..", "examples", name, "loadtest.yaml");
    }
}
