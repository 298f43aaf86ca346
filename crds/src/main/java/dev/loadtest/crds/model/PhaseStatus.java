package dev.loadtest.crds.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Status of a phase. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PhaseStatus(
        @JsonPropertyDescription("Its name.") String name,

        @JsonPropertyDescription("The group of phases that it runs in; absent for one that runs alone.") @Nullable
        String group,

        @JsonPropertyDescription("Its cases by outcome.") @Nullable
        CaseCounts cases,

        @JsonPropertyDescription("Its counts and latencies by kind.") @Nullable
        KindCounts counts,

        @JsonPropertyDescription(
                "Its journeys, by name and kind, without those of a warm-up. Written at the end of the run.")
        @Nullable
        List<JourneyStatus> journeys,

        @JsonPropertyDescription("Complete responses a second.") @Nullable
        Double rps,

        @JsonPropertyDescription(
                "The widest gap between the first and the last worker to start a case, in microseconds.")
        @Nullable
        Long worstStartSkewMicros) {

    /** Cases by outcome. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CaseCounts(
            @JsonPropertyDescription("PASSED.") @Nullable Integer passed,

            @JsonPropertyDescription("FAILED.") @Nullable Integer failed,

            @JsonPropertyDescription("SKIPPED.") @Nullable Integer skipped,

            @JsonPropertyDescription("ERROR.") @Nullable Integer error) {}

    /** A phase of which only its cases are told. */
    public static PhaseStatus ofCases(String name, @Nullable String group, @Nullable CaseCounts cases) {
        return new PhaseStatus(name, group, cases, null, null, null, null);
    }
}
