package dev.loadtest.cli.display.summary;

/** Where the workers of a run were: what gives them more room depends on it. */
public sealed interface Generators {
    /** In this process. */
    record ThisMachine(int cores) implements Generators {}

    /** Pods of a cluster, whose nodes are not known here. */
    record Cluster() implements Generators {}

    /** Those of this process, on the cores that it may use. */
    static Generators here() {
        return new ThisMachine(Runtime.getRuntime().availableProcessors());
    }
}
