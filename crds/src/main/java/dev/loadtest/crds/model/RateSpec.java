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

/** The open model: requests by schedule. */
@ValidationRule(
        value = "has(self.perSecond) != has(self.stages)",
        message = "a rate has either perSecond and duration, or stages")
@ValidationRule(value = "has(self.perSecond) == has(self.duration)", message = "perSecond and duration go together")
@ValidationRule(
        value = "has(self.stages) || !(has(self.startPerSecond) || has(self.step))",
        message = "startPerSecond and step go with stages")
@ValidationRule(
        value = "!(has(self.tracked) && has(self.trackedPercent))",
        message = "at most one of tracked and trackedPercent")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RateSpec(
        @JsonPropertyDescription("Requests a second, constant; fractions too.")
        @Min(value = 0, inclusive = false)
        @Max(1000000)
        @Nullable
        Double perSecond,

        @JsonPropertyDescription("How long, with perSecond.") @Pattern(Patterns.DURATION) @Size(max = 32) @Nullable
        String duration,

        @JsonPropertyDescription("Requests a second at the start of the first stage. Default 0.")
        @Min(0)
        @Max(1000000)
        @Nullable
        Double startPerSecond,

        @JsonPropertyDescription("Stages, each of which goes from the last one's rate to its own.")
        @Size(min = 1, max = 100)
        @Nullable
        List<Stage> stages,

        @JsonPropertyDescription("Whether each stage holds its rate instead of going to it linearly. Default false.")
        @Nullable
        Boolean step,

        @Default("Even")
        @JsonPropertyDescription(
                "How the requests lie in time: Even, each where the integral of the rate reaches its number; or Poisson, as many but independently of each other, with the rate as their density. Default Even.")
        @Nullable
        Arrivals arrivals,

        @JsonPropertyDescription("Unscored load before the schedule, at the first stage's mean rate. Default 0s.")
        @Pattern(Patterns.DURATION)
        @Size(max = 32)
        @Nullable
        String warmup,

        @JsonPropertyDescription("How many of the requests are tracked, one of each equal stretch. Default: all.")
        @Min(0)
        @Max(1000000000)
        @Nullable
        Long tracked,

        @JsonPropertyDescription("Instead of tracked: each request is tracked by this chance, 0 to 100.")
        @Min(0)
        @Max(100)
        @Nullable
        Double trackedPercent)
        implements Tracked {

    /** How the requests lie in time. */
    public enum Arrivals {
        @JsonProperty("Even")
        EVEN,
        @JsonProperty("Poisson")
        POISSON
    }

    /** A stretch of time and the rate at its end. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Stage(
            @Required @JsonPropertyDescription("How long it takes.") @Pattern(Patterns.DURATION) @Size(max = 32)
            String duration,

            @Required @JsonPropertyDescription("Requests a second at its end.") @Min(0) @Max(1000000)
            Double perSecond) {}
}
