package dev.loadtest.crds.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A value kept from responses. */
@ValidationRule(
        value = "[has(self.jsonPointer), has(self.header), has(self.regex)].filter(x, x).size() == 1",
        message = "a capture reads one of jsonPointer, header and regex")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CaptureSpec(
        @Required
        @JsonPropertyDescription("What it is captured as.")
        @Pattern(Patterns.VALUE_NAME)
        @Size(min = 1, max = 63)
        String name,

        @JsonPropertyDescription("Where it stands in a JSON response (RFC 6901), such as /handle.")
        @Pattern(Patterns.JSON_POINTER)
        @Size(max = 1024)
        @Nullable
        String jsonPointer,

        @JsonPropertyDescription("The response header that holds it.")
        @Pattern(Patterns.TOKEN)
        @Size(min = 1, max = 256)
        @Nullable
        String header,

        @JsonPropertyDescription(
                "A regular expression (RE2): the first group of its first match in the body is kept, such as name=\"csrf\" value=\"([^\"]+)\".")
        @Size(min = 1, max = 1024)
        @Nullable
        String regex,

        @JsonPropertyDescription(
                "Whether it is masked in everything that is written; bodies from which it is captured are not written at all. Default false.")
        @Nullable
        Boolean sensitive) {}
