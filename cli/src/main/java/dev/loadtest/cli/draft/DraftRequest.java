package dev.loadtest.cli.draft;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request of a {@link Draft}. Texts are templates; names of parameters and headers stand as they are sent.
 *
 * @param comment what it is, a sentence; may be empty
 * @param target null for the default one
 * @param status the expected status; 0 for any 2xx
 */
public record DraftRequest(
        String name,
        String comment,
        @Nullable String target,
        String method,
        String path,
        List<Field> query,
        List<Field> headers,
        Body body,
        List<Capture> captures,
        int status) {
    public DraftRequest {
        query = List.copyOf(query);
        headers = List.copyOf(headers);
        captures = List.copyOf(captures);
    }

    /** A plain GET of the default target. */
    public static DraftRequest get(String name, String path, List<Field> query) {
        return new DraftRequest(name, "", null, "GET", path, query, List.of(), new Body.None(), List.of(), 0);
    }

    /** Whether it can be sent without a change on the target (RFC 9110, 9.2.1). */
    public boolean isSafe() {
        return method.equals("GET") || method.equals("HEAD") || method.equals("OPTIONS");
    }

    public DraftRequest named(String other) {
        return new DraftRequest(other, comment, target, method, path, query, headers, body, captures, status);
    }

    public DraftRequest capturing(List<Capture> found) {
        return new DraftRequest(name, comment, target, method, path, query, headers, body, found, status);
    }

    /** A query's parameter, a form's field or a header. */
    public record Field(String name, String value) {}

    /** What is sent. */
    public sealed interface Body {
        /** Nothing. */
        record None() implements Body {}

        /** A JSON value, whose texts are templates. */
        record Json(JsonNode value) implements Body {}

        /** Any text. */
        record Text(String text, String contentType) implements Body {}

        /** The fields of an HTML form. */
        record Form(List<Field> fields) implements Body {
            public Form {
                fields = List.copyOf(fields);
            }
        }

        /** The parts of a multipart form, all texts. */
        record Multipart(List<Field> parts) implements Body {
            public Multipart {
                parts = List.copyOf(parts);
            }
        }
    }

    /** A value kept for later requests. */
    public record Capture(String name, From from, String expression, boolean sensitive) {
        /** The field of the manifest. */
        public enum From {
            JSON_POINTER("jsonPointer"),
            HEADER("header"),
            REGEX("regex");

            private final String field;

            From(String field) {
                this.field = field;
            }

            String field() {
                return field;
            }
        }
    }
}
