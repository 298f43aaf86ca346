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

/** The closed model: each user waits for its response before the next request. */
@ValidationRule(value = "has(self.users) != has(self.stages)", message = "a concurrency has either users, or stages")
@ValidationRule(
        value =
                "has(self.stages) ? !(has(self.duration) || has(self.requests)) : has(self.duration) != has(self.requests)",
        message = "users go with either duration or requests, stages have their own durations")
@ValidationRule(
        value = "has(self.stages) || !(has(self.startUsers) || has(self.step))",
        message = "startUsers and step go with stages")
@ValidationRule(
        value = "!has(self.tracked) || !has(self.requests) || self.tracked <= self.requests",
        message = "tracked must not be above requests")
@ValidationRule(value = "!(has(self.think) && has(self.pace))", message = "at most one of think and pace")
@ValidationRule(
        value = "!(has(self.tracked) && has(self.trackedPercent))",
        message = "at most one of tracked and trackedPercent")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConcurrencySpec(
        @JsonPropertyDescription("How many users, constant.") @Min(1) @Max(100000) @Nullable
        Integer users,

        @JsonPropertyDescription("How long, with users.") @Pattern(Patterns.DURATION) @Size(max = 32) @Nullable
        String duration,

        @JsonPropertyDescription("Instead of duration: how many requests the users send in all.")
        @Min(1)
        @Max(1000000000)
        @Nullable
        Long requests,

        @JsonPropertyDescription("Users at the start of the first stage. Default 0.") @Min(0) @Max(100000) @Nullable
        Integer startUsers,

        @JsonPropertyDescription("Stages, each of which goes from the last one's users to its own.")
        @Size(min = 1, max = 100)
        @Nullable
        List<Stage> stages,

        @JsonPropertyDescription("Whether each stage holds its users instead of going to them linearly. Default false.")
        @Nullable
        Boolean step,

        @JsonPropertyDescription(
                "How long a user waits between the end of a request and the next: 2s; 1s..5s, any time between; or exp(2s), exponentially distributed with that mean, cut at ten times it. Default 0s.")
        @Pattern(Patterns.THINK)
        @Size(max = 64)
        @Nullable
        String think,

        @JsonPropertyDescription(
                "Instead of think: each user begins a request every so often, or at once when its last one took longer. Response times run from the paced instant.")
        @Pattern(Patterns.DURATION)
        @Size(max = 32)
        @Nullable
        String pace,

        @JsonPropertyDescription("Unscored load before the schedule, by the most users of the first stage. Default 0s.")
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

    /** A duration and the number of users at its end. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Stage(
            @Required @JsonPropertyDescription("How long it takes.") @Pattern(Patterns.DURATION) @Size(max = 32)
            String duration,

            @Required @JsonPropertyDescription("Users at its end.") @Min(0) @Max(100000)
            Integer users) {}
}
