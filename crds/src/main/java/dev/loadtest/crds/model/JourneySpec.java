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
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests that follow each other, as those of one visitor do. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JourneySpec(
        @Required
        @JsonPropertyDescription("Its name, for phases and threshold labels.")
        @Pattern(Patterns.NAME)
        @Size(min = 1, max = 63)
        String name,

        @JsonPropertyDescription(
                "Values drawn once a journey, by name, for all its steps; a request's own values and what the journey captured win over them.")
        @Size(max = 20)
        @Nullable
        Map<String, ValueSpec> values,

        @Default("true")
        @JsonPropertyDescription(
                "Whether it keeps the cookies that responses set (RFC 6265), at most 50 and 16 KiB, and sends them with its later requests; public suffixes are refused by rule. A request with a Cookie header of its own is sent without them. Default true.")
        @Nullable
        Boolean cookies,

        @Required
        @JsonPropertyDescription(
                "Its requests, in order. At least one must happen always; together they send at most 1000.")
        @Size(min = 1, max = 50)
        List<Step> steps) {

    /** What follows a step that failed. */
    public enum OnFailure {
        @JsonProperty("Continue")
        CONTINUE,
        @JsonProperty("End")
        END
    }

    /** One request of a journey. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Step(
            @Required
            @JsonPropertyDescription("The request's name. Later steps bind what it captures.")
            @Size(min = 1, max = 63)
            String request,

            @Default("1")
            @JsonPropertyDescription("How often it is sent, one after the other. Default 1.")
            @Min(1)
            @Max(1000)
            @Nullable
            Integer times,

            @Default("0s")
            @JsonPropertyDescription(
                    "The pause before each time, that of the first step included: 2s; 1s..5s, any time between; or exp(2s), exponentially distributed with that mean, cut at ten times it. Default 0s.")
            @Pattern(Patterns.THINK)
            @Size(max = 64)
            @Nullable
            String think,

            @Default("100")
            @JsonPropertyDescription(
                    "In how many percent of the journeys the step happens, drawn once for all its times. Default 100.")
            @Min(value = 0, inclusive = false)
            @Max(100)
            @Nullable
            Double chance,

            @Default("End")
            @JsonPropertyDescription(
                    "Whether a failure of the request ends the journey, which has failed then, or the journey goes on. Default End.")
            @Nullable
            OnFailure onFailure,

            @JsonPropertyDescription(
                    "Tries the request until it meets its expectation; the tries before the one that decides are unscored.")
            @Nullable
            UntilSpec until) {}
}
