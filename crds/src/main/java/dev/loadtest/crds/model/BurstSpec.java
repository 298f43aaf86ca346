package dev.loadtest.crds.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** All requests at once. */
@ValidationRule(
        value = "!(has(self.tracked) && has(self.trackedPercent))",
        message = "at most one of tracked and trackedPercent")
@ValidationRule(
        value = "!has(self.tracked) || self.tracked <= self.requests",
        message = "tracked must not be above requests")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BurstSpec(
        @Required @JsonPropertyDescription("How many.") @Min(1) @Max(1000000)
        Long requests,

        @JsonPropertyDescription("How many of the requests are tracked, one of each equal stretch. Default: all.")
        @Min(0)
        @Max(1000000)
        @Nullable
        Long tracked,

        @JsonPropertyDescription("Instead of tracked: each request is tracked by this chance, 0 to 100.")
        @Min(0)
        @Max(100)
        @Nullable
        Double trackedPercent)
        implements Tracked {}
