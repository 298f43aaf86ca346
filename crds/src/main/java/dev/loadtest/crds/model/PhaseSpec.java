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
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A step of the run: one case per variant and item. */
@ValidationRule(
        value = "[has(self.burst), has(self.rate), has(self.concurrency), has(self.until)].filter(x, x).size() <= 1",
        message = "a phase has at most one of burst, rate, concurrency and until")
@ValidationRule(
        value = "[has(self.request), has(self.journey), has(self.mix)].filter(x, x).size() == 1",
        message = "a phase has one of request, journey and mix")
@ValidationRule(
        value = "!(has(self.forEach) && has(self.iterations))",
        message = "a phase has at most one of forEach and iterations")
@ValidationRule(
        value = "!has(self.parallelCases) || has(self.forEach)",
        message = "parallelCases goes with forEach; iterations run one after the other")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PhaseSpec(
        @Required
        @JsonPropertyDescription("Its name, with which the ids of its cases begin.")
        @Pattern(Patterns.NAME)
        @Size(min = 1, max = 63)
        String name,

        @JsonPropertyDescription(
                "Earlier phases that must have passed for the same variant; else its cases are SKIPPED.")
        @Size(max = 10)
        @Nullable
        List<@Size(max = 63) String> needs,

        @JsonPropertyDescription(
                "Adjacent phases with the same group begin together, in each variant; the phase after them begins when all have ended.")
        @Pattern(Patterns.NAME)
        @Size(min = 1, max = 63)
        @Nullable
        String group,

        @Default("All")
        @JsonPropertyDescription(
                "What passed means to the phases that need this one: All of its cases or Any. Default All.")
        @Nullable
        Gate gate,

        @JsonPropertyDescription("The variants it runs in. Default: all.") @Size(min = 1, max = 20) @Nullable
        List<@Size(max = 63) String> variants,

        @JsonPropertyDescription("One case per file of a set; ${file} is bound.") @Nullable
        ForEach forEach,

        @JsonPropertyDescription("Cases iter0 to iterN-1, one after the other; ${iteration} is bound.")
        @Min(1)
        @Max(10000)
        @Nullable
        Integer iterations,

        @JsonPropertyDescription("How many cases of a forEach run at once. Default 1.") @Min(1) @Max(100) @Nullable
        Integer parallelCases,

        @JsonPropertyDescription("The one request that it sends.") @Size(min = 1, max = 63) @Nullable
        String request,

        @JsonPropertyDescription(
                "Instead of request: a journey. All that is said of a phase's requests then holds for journeys: their number, rate, kinds and failures.")
        @Size(min = 1, max = 63)
        @Nullable
        String journey,

        @JsonPropertyDescription("Instead of request: several, each drawn by its weight.")
        @Size(min = 1, max = 50)
        @Nullable
        List<Mix> mix,

        @JsonPropertyDescription("All requests at once. A phase without a shape sends one tracked request per case.")
        @Nullable
        BurstSpec burst,

        @JsonPropertyDescription("The open model: requests by the clock, however slow the target.") @Nullable
        RateSpec rate,

        @JsonPropertyDescription("The closed model: users who each wait for their response.") @Nullable
        ConcurrencySpec concurrency,

        @JsonPropertyDescription("One request or journey, tried again until it succeeds.") @Nullable
        UntilSpec until,

        @Default("0")
        @JsonPropertyDescription(
                "How many tracked requests of a case may fail: a number, or a percentage such as \"5%\", rounded down. Default 0.")
        @Nullable
        IntOrString maxFailures,

        @JsonPropertyDescription("Limits on the phase's numbers, decided at its end and again after the drain.")
        @Size(max = 20)
        @Nullable
        List<ThresholdSpec> thresholds,

        @JsonPropertyDescription("How long a case may take, pauses not counted. Default: its own duration + 5m.")
        @Pattern(Patterns.DURATION)
        @Size(max = 32)
        @Nullable
        String timeout,

        @JsonPropertyDescription(
                "How late the generator itself may send; the run is Invalid when over 1 % of a phase's sends, and at least 5, are later. Default: 10ms for rate, 250ms for the other shapes.")
        @Pattern(Patterns.DURATION)
        @Size(max = 32)
        @Nullable
        String maxLateness,

        @Default("Continue")
        @JsonPropertyDescription(
                "Whether the run goes on after a case of this phase failed, or stops. Default Continue.")
        @Nullable
        OnFailure onFailure,

        @JsonPropertyDescription("Keep response bodies as files.") @Nullable
        Save save) {

    /** Condition under which dependent phases run. */
    public enum Gate {
        @JsonProperty("All")
        ALL,
        @JsonProperty("Any")
        ANY
    }

    /** Effect of a failed case. */
    public enum OnFailure {
        @JsonProperty("Continue")
        CONTINUE,
        @JsonProperty("Stop")
        STOP
    }

    /** Source of the cases. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ForEach(
            @Required @JsonPropertyDescription("The set of files.") @Size(min = 1, max = 63)
            String files) {}

    /** One request or journey of several. */
    @ValidationRule(
            value = "has(self.request) != has(self.journey)",
            message = "an entry of a mix has either request or journey")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Mix(
            @JsonPropertyDescription("The request's name.") @Size(min = 1, max = 63) @Nullable
            String request,

            @JsonPropertyDescription("Instead of request: the journey's name.") @Size(min = 1, max = 63) @Nullable
            String journey,

            @Default("1")
            @JsonPropertyDescription("Its share, relative to the others'; fractions too. Default 1.")
            @Min(value = 0, inclusive = false)
            @Max(1000000)
            @Nullable
            Double weight) {}

    /** Which response bodies become files. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Save(
            @Required
            @JsonPropertyDescription(
                    "Of each case, the bodies of at most this many of its first requests. Those of a journey are counted as if each of its steps happened.")
            @Min(1)
            @Max(10000)
            Integer max) {}
}
