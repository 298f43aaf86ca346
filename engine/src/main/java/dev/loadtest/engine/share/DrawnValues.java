package dev.loadtest.engine.share;

import dev.loadtest.engine.plan.FileRef;
import java.util.Map;

/** What every name binds to for one request. */
public final class DrawnValues {
    DrawnValues() {}

    /** The text bound to a name; a file's is its name. */
    public String text(String name) {
        throw new UnsupportedOperationException(name);
    }

    /** The file bound to a name; IllegalArgumentException where it is no file. */
    public FileRef file(String name) {
        throw new UnsupportedOperationException(name);
    }

    public boolean sensitive(String name) {
        throw new UnsupportedOperationException(name);
    }

    /** The request's own drawn values, in name order, sensitive ones masked. */
    public Map<String, String> drawn() {
        throw new UnsupportedOperationException();
    }
}
