package dev.loadtest.crds.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** What became of a phase's journeys of one name and kind: planned = notBegun + completed + failed + timeouts + unresolved. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JourneyStatus(
        @JsonPropertyDescription("Its name.") String name,

        @JsonPropertyDescription("tracked or fireAndForget.")
        String kind,

        @JsonPropertyDescription("Planned.") @Nullable Long planned,

        @JsonPropertyDescription("Planned and never begun.") @Nullable
        Long notBegun,

        @JsonPropertyDescription("Came to the end of their last step.") @Nullable
        Long completed,

        @JsonPropertyDescription("Ended by a step that failed.") @Nullable
        Long failed,

        @JsonPropertyDescription("Ended by the timeout of their case.") @Nullable
        Long timeouts,

        @JsonPropertyDescription("Journeys begun whose end is not known.") @Nullable
        Long unresolved,

        @JsonPropertyDescription(
                "Of their duration from the planned begin to the end of the last step, in microseconds.")
        @Nullable
        Long p50Micros,

        @JsonPropertyDescription(
                "Of their duration from the planned begin to the end of the last step, in microseconds.")
        @Nullable
        Long p99Micros) {}
