package dev.loadtest.crds.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
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
                "[has(self.captured), has(self.range), has(self.oneOf), has(self.file), has(self.uuid), has(self.row)].filter(x, x).size() == 1",
        message = "a value is one of captured, range, oneOf, file, uuid and row")
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
        Uuid uuid,

        @JsonPropertyDescription(
                "A row of a CSV or JSON Lines file: ${NAME.COLUMN} is the text of a column; all columns are of the same row.")
        @Nullable
        Row row) {

    /** Which row a unit takes. */
    public enum Pick {
        @JsonProperty("Cycle")
        CYCLE,
        @JsonProperty("Random")
        RANDOM,
        @JsonProperty("Once")
        ONCE
    }

    /** A row of the files of a set. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Row(
            @Required
            @JsonPropertyDescription(
                    "The set whose files hold the rows, one file after the other: .jsonl files hold one object of scalars a line, all others are CSV (RFC 4180, UTF-8) whose first line names the columns. At most 10 million rows and 1 GiB.")
            @Pattern(Patterns.NAME)
            @Size(min = 1, max = 63)
            String files,

            @Default("Cycle")
            @JsonPropertyDescription(
                    "Which row a request or journey takes. Cycle: unit k of a case takes row k, counted on from the phase's earlier cases and from the first row again after the last; of users for a time, user u's j-th takes row u + j x users. Random: drawn from the seed. Once: as Cycle, but each row at most once in a phase of a variant; a plan that needs more is refused, and a unit that finds none later is not sent and fails its case. Default Cycle.")
            @Nullable
            Pick pick,

            @Default("false")
            @JsonPropertyDescription(
                    "Whether all columns of the row are masked in everything that is written; always so for a set from a Secret. Default false.")
            @Nullable
            Boolean sensitive) {}

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
