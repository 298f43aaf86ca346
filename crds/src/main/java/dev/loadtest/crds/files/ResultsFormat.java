package dev.loadtest.crds.files;

import dev.loadtest.engine.result.compare.ComparedRun;
import java.io.IOException;
import java.io.InputStream;

/** Reads {@code results.json} as far as a comparison needs it. */
@FunctionalInterface
public interface ResultsFormat {

    /** @throws IOException if it is something else, damaged or too large; the message says which, to follow "it" */
    ComparedRun read(InputStream in) throws IOException;
}
