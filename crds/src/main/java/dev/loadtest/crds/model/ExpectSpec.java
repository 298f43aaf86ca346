package dev.loadtest.crds.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Conditions of success for a response. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExpectSpec(
        @JsonPropertyDescription("Status codes: 404, \"4xx\" or \"400-404\"; one must match. Default 2xx.")
        @Size(min = 1, max = 50)
        @Nullable
        List<IntOrString> status,

        @JsonPropertyDescription("Conditions on headers. All must hold, each for at least one of the header's values.")
        @Size(min = 1, max = 20)
        @Nullable
        List<HeaderCheck> headers,

        @JsonPropertyDescription(
                "Conditions on values in a JSON body. All must hold. The first MiB of the body is read, after decoding gzip, deflate, br or zstd.")
        @Size(min = 1, max = 50)
        @Nullable
        List<JsonCheck> json,

        @JsonPropertyDescription("A text that the body must contain.") @Size(min = 1, max = 8192) @Nullable
        String bodyContains,

        @JsonPropertyDescription(
                "A regular expression (RE2) that must match something in the body. (?s) lets . match line breaks, (?i) ignores case.")
        @Size(min = 1, max = 1024)
        @Nullable
        String bodyMatches) {

    /** A condition for a header. */
    @ValidationRule(
            value = "[has(self.equals), has(self.matches), has(self.present)].filter(x, x).size() == 1",
            message = "a header is checked by one of equals, matches and present")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record HeaderCheck(
            @Required
            @JsonPropertyDescription("Its name, in any case.")
            @Pattern(Patterns.TOKEN)
            @Size(min = 1, max = 256)
            String name,

            @JsonPropertyDescription("The value itself.") @Size(max = 8192) @Nullable
            String equals,

            @JsonPropertyDescription(
                    "A regular expression (RE2) that must match the whole value, such as application/json.*")
            @Size(min = 1, max = 1024)
            @Nullable
            String matches,

            @JsonPropertyDescription("Whether the response must have the header (true) or must not (false).") @Nullable
            Boolean present) {}

    /** A condition for a value in a JSON body. */
    @ValidationRule(
            // CEL cannot access equals, whose type is open.
            value =
                    "[has(self.matches), has(self.present), has(self.atLeast) || has(self.atMost)].filter(x, x).size() <= 1",
            message = "a value is checked by one of equals, matches, present, and atLeast with atMost")
    @ValidationRule(
            value = "!has(self.atLeast) || !has(self.atMost) || self.atLeast <= self.atMost",
            message = "atLeast must not be above atMost")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record JsonCheck(
            @Required
            @JsonPropertyDescription("Where it stands (RFC 6901), such as /items/0/price.")
            @Pattern(Patterns.JSON_POINTER)
            @Size(max = 1024)
            String pointer,

            @JsonPropertyDescription(
                    "A text, a number, true or false that it must be, of the same type; numbers are compared by value.")
            @Nullable
            JsonNode equals,

            @JsonPropertyDescription(
                    "A regular expression (RE2) that must match all of the text, or of the number or boolean as the body writes it.")
            @Size(min = 1, max = 1024)
            @Nullable
            String matches,

            @JsonPropertyDescription("Whether something must stand there (true), null too, or nothing (false).")
            @Nullable
            Boolean present,

            @JsonPropertyDescription("The least that it may be, a number.") @Nullable
            Double atLeast,

            @JsonPropertyDescription("The most that it may be, a number.") @Nullable
            Double atMost) {}
}
