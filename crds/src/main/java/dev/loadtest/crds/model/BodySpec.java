package dev.loadtest.crds.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** The body of a request: one of text, json and file. */
@ValidationRule(
        // CEL cannot access json, whose type is open.
        value = "!(has(self.text) && has(self.file))",
        message = "a body is one of text, json and file")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BodySpec(
        @JsonPropertyDescription("A text; ${name} is replaced.") @Size(max = 262144) @Nullable
        String text,

        @JsonPropertyDescription(
                "Any JSON value; ${name} is replaced inside its strings. Sent as application/json, unless a header Content-Type names another type.")
        @Nullable
        JsonNode json,

        @JsonPropertyDescription("A reference to a file, such as ${file}; the file is streamed.")
        @Size(min = 1, max = 256)
        @Nullable
        String file,

        @JsonPropertyDescription(
                "Default: what the target's header Content-Type says, else text/plain; charset=utf-8 for a text, application/octet-stream for a file.")
        @Pattern(Patterns.HEADER_VALUE)
        @Size(min = 1, max = 256)
        @Nullable
        String contentType) {}
