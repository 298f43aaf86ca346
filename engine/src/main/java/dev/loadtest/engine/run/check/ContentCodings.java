package dev.loadtest.engine.run.check;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Content codings of RFC 9110 section 8.4.1. Thread-safe. */
public interface ContentCodings {

    /**
     * Undoes one coding while it is read. Memory does not grow with the input; what is read is bounded by the caller.
     *
     * @param coding its name in lower case
     * @param coded closed with the result
     * @return null for an unknown coding
     * @throws IOException if the input does not begin like this coding
     */
    @Nullable
    InputStream open(String coding, InputStream coded) throws IOException;
}
