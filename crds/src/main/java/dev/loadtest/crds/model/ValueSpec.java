package dev.loadtest.crds.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Source of a value. */
@ValidationRule(
        value =
                "[has(self.captured), has(self.range), has(self.oneOf), has(self.file), has(self.uuid)].filter(x, x).size() == 1",
        message = "a value is one of captured, range, oneOf, file and uuid")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ValueSpec(
        @JsonPropertyDescription(
                "One of the values that earlier phases of the same variant captured under this name; the phase must need, directly or not, one that captures it.")
        @Pattern(Patterns.VALUE_NAME)
        @Size(min = 1, max = 63)
        @Nullable
        String captured,

        @JsonPropertyDescription("A whole number between two, both included.") @Nullable
        Range range,

        @JsonPropertyDescription("One of these texts.") @Size(min = 1, max = 1000) @Nullable
        List<@Size(max = 8192) String> oneOf,

        @JsonPropertyDescription("One of the files of this set. Where a text is asked for, it is the file's name.")
        @Pattern(Patterns.NAME)
        @Size(min = 1, max = 63)
        @Nullable
        String file,

        @JsonPropertyDescription("A random UUID: {}.") @Nullable
        Uuid uuid) {

    /** Whole numbers, both ends included. */
    @ValidationRule(value = "self.min <= self.max", message = "min must not be above max")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Range(
            @Required
            @JsonPropertyDescription("The least, included.")
            @Min(-9007199254740992.0)
            @Max(9007199254740992.0)
            Long min,

            @Required
            @JsonPropertyDescription("The greatest, included.")
            @Min(-9007199254740992.0)
            @Max(9007199254740992.0)
            Long max) {}

    /** No options. */
    public record Uuid() {}
}
