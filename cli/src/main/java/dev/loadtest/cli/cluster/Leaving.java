package dev.loadtest.cli.cluster;

import dev.loadtest.cli.display.Console;
import dev.loadtest.cli.display.OneLine;
import dev.loadtest.cli.process.ExitStatus;
import dev.loadtest.cli.process.Program;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Ends this command and not the load test, and says how to come back to it. Any thread. */
final class Leaving {
    private final Console console;
    private final Program program;
    private final String namespace;
    private final IntConsumer exit;
    private volatile @Nullable String name;

    Leaving(Console console, Program program, String namespace) {
        // At once: no shutdown hook waits for an API server that does not answer.
        this(console, program, namespace, status -> Runtime.getRuntime().halt(status));
    }

    /** @param exit ends the process with a status */
    Leaving(Console console, Program program, String namespace, IntConsumer exit) {
        this.console = console;
        this.program = program;
        this.namespace = namespace;
        this.exit = exit;
    }

    /** The LoadTest exists. */
    void names(String created) {
        name = created;
    }

    void leave() {
        String left = name;
        if (left != null) {
            console.say("leaving " + OneLine.of(left) + ", which goes on in the cluster. To come back to it: "
                    + program.inCluster("watch " + OneLine.of(left) + " -n " + OneLine.of(namespace)));
        }
        exit.accept(ExitStatus.ABORTED);
    }
}
