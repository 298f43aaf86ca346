package dev.loadtest.engine.share;

import dev.loadtest.engine.plan.FileRef;
import org.jspecify.annotations.Nullable;

/** The value of a name in one request. A file's text is its name. */
record Binding(String text, @Nullable FileRef file, boolean sensitive) {

    static Binding of(String text) {
        return new Binding(text, null, false);
    }

    static Binding of(FileRef file) {
        return new Binding(file.name(), file, false);
    }

    static Binding of(CapturedValue value) {
        return new Binding(value.text(), null, value.sensitive());
    }
}
