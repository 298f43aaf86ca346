package dev.loadtest.cli.cluster;

import dev.loadtest.cli.cluster.api.ObservedTest;
import dev.loadtest.cli.display.OneLine;

/** Names of LoadTests as kubectl prints them. */
final class ObjectNames {
    private ObjectNames() {}

    static String of(ObservedTest test) {
        return of(test.name());
    }

    static String of(String name) {
        return "loadtest.loadtest.dev/" + OneLine.of(name);
    }
}
