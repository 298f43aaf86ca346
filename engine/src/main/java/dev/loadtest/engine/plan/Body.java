package dev.loadtest.engine.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of a request. */
public sealed interface Body {

    record None() implements Body {}

    /** @param contentType where no header of the request or the target names another */
    record Text(Template template, String contentType) implements Body {}

    /** A JSON document whose strings may contain references; bound texts are escaped as JSON. */
    record Json(Template template) implements Body {}

    /**
     * The content of the file that {@code valueName} binds to, streamed.
     *
     * @param contentType where no header of the request or the target names another
     */
    record File(String valueName, String contentType) implements Body {}

    /** {@code application/x-www-form-urlencoded}. */
    record Form(List<Field> fields) implements Body {
        public Form {
            fields = List.copyOf(fields);
        }
    }

    /** {@code multipart/form-data}; files are streamed. */
    record Multipart(List<Part> parts) implements Body {
        public Multipart {
            parts = List.copyOf(parts);
        }
    }

    /** @param value null for a name alone, without an equals sign */
    record Field(String name, @Nullable Template value) {}

    sealed interface Part {
        String name();
    }

    record TextPart(String name, Template text, @Nullable String contentType) implements Part {}

    /**
     * A part that is a file.
     *
     * @param valueName the name that binds to the file
     * @param fileName what the target is told; the file's own name by default
     * @param contentType {@code application/octet-stream} by default
     */
    record FilePart(
            String name,
            String valueName,
            @Nullable Template fileName,
            @Nullable String contentType) implements Part {}
}
