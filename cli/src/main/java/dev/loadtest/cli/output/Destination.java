package dev.loadtest.cli.output;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where the results of a run go. */
public sealed interface Destination {

    /** The folder that holds the results of all runs without {@code --output}, in the current directory. */
    String HOME = "loadtest-output";

    /** A folder that the user named, taken as it is: results of an earlier run in it are replaced. */
    record Named(Path folder) implements Destination {}

    /**
     * A new folder beside those of earlier runs, which stay.
     *
     * @param runs the folder of all runs of one LoadTest
     */
    record Kept(Path runs) implements Destination {}

    /**
     * A folder beside those of other runs, for the results of a run that has ended: fetched again, they replace
     * themselves.
     *
     * @param runs the folder of all runs of one LoadTest
     * @param start of the run
     */
    record Fetched(Path runs, Instant start) implements Destination {}

    /**
     * The destination of one LoadTest's run.
     *
     * @param given by the user; null for a new folder below {@link #HOME}
     * @param name of the LoadTest
     */
    static Destination of(@Nullable Path given, String name) {
        return given == null ? new Kept(Path.of(HOME, name)) : new Named(given);
    }

    /** The same where several LoadTests run one after the other, each in a folder of its name below a given one. */
    static Destination ofOneOfSeveral(@Nullable Path given, String name) {
        return of(given == null ? null : given.resolve(name), name);
    }

    /** The same for a run that has ended. */
    static Destination ofEnded(@Nullable Path given, String name, Instant start) {
        return given == null ? new Fetched(Path.of(HOME, name), start) : new Named(given);
    }

    /**
     * Prepares the folder.
     *
     * @param now names a new folder
     * @throws OutputFolder.Unusable as {@link OutputFolder#open}
     */
    default OutputFolder open(Instant now) throws OutputFolder.Unusable {
        return switch (this) {
            case Named named -> OutputFolder.open(named.folder());
            case Kept kept -> OutputFolder.openNew(kept.runs(), now);
            case Fetched fetched -> OutputFolder.openOf(fetched.runs(), fetched.start());
        };
    }
}
