package dev.loadtest.crds.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** Counts by kind of request. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record KindCounts(
        @JsonPropertyDescription("Requests that keep their case open.") @Nullable
        Counts tracked,

        @JsonPropertyDescription("Requests sent for load.") @Nullable
        Counts fireAndForget,

        @JsonPropertyDescription("Warm-up and the early tries of an until.") @Nullable
        Counts unscored) {

    /** planned = sent + notSent; sent = succeeded + unexpected + errors + timeouts + unresolved + those in flight. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Counts(
            @JsonPropertyDescription("Planned.") @Nullable Long planned,

            @JsonPropertyDescription("Attempts begun.") @Nullable
            Long sent,

            @JsonPropertyDescription("Planned and never begun.") @Nullable
            Long notSent,

            @JsonPropertyDescription("Complete responses that met their expectation.") @Nullable
            Long succeeded,

            @JsonPropertyDescription("Complete responses that did not meet their expectation.") @Nullable
            Long unexpected,

            @JsonPropertyDescription("Requests that ended without a complete response, of any cause.") @Nullable
            Long errors,

            @JsonPropertyDescription("Requests given up at their timeout.") @Nullable
            Long timeouts,

            @JsonPropertyDescription("Requests sent whose end is not known.") @Nullable
            Long unresolved,

            @JsonPropertyDescription("Of the response time, in microseconds.") @Nullable
            Long p50Micros,

            @JsonPropertyDescription("Of the response time, in microseconds.") @Nullable
            Long p90Micros,

            @JsonPropertyDescription("Of the response time, in microseconds.") @Nullable
            Long p99Micros,

            @JsonPropertyDescription("Of the response time, in microseconds.") @Nullable
            Long maxMicros) {}
}
