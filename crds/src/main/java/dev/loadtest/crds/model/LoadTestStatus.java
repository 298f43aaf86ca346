package dev.loadtest.crds.model;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Status of a run: a small summary, written at most once a second. */
@JsonClassDescription(
        "State, numbers so far and verdict of the run: a summary that the operator writes, at most once a second. The field results names the object with the full results.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LoadTestStatus(
        @JsonPropertyDescription("The state of the run.") @Nullable
        State state,

        @JsonPropertyDescription("The verdict; appears together with completionTime and never changes.") @Nullable
        Verdict verdict,

        @JsonPropertyDescription("All reasons for the verdict, or what is being waited for.") @Nullable
        String message,

        @JsonPropertyDescription("Cases that have ended, in percent of the selected ones, such as \"33%\".") @Nullable
        String progress,

        @JsonPropertyDescription("The id of the running case.") @Nullable
        String currentCase,

        @JsonPropertyDescription("The seed from which all random draws follow.") @Nullable
        Long seed,

        @JsonPropertyDescription(
                "When the run started, as RFC 3339; from then on only suspend, stop and ttlSecondsAfterFinished may change.")
        @Nullable
        String startTime,

        @JsonPropertyDescription(
                "The SHA-256 of the run's plan, in lower-case hexadecimal; a plan object with other content is never used.")
        @Nullable
        String planSha256,

        @JsonPropertyDescription("The UID of the workers' Job; another of its name is not used.") @Nullable
        String jobUid,

        @JsonPropertyDescription("When the results were stored, as RFC 3339.") @Nullable
        String completionTime,

        @JsonPropertyDescription(
                "The generation of the spec that this status is about; -1 until an operator has seen the LoadTest.")
        @Nullable
        Long observedGeneration,

        @JsonPropertyDescription("The workers.") @Nullable Workers workers,

        @JsonPropertyDescription("The counts of the whole run.") @Nullable
        KindCounts totals,

        @JsonPropertyDescription("The phases, in order.") @Size(max = 50) @Nullable
        List<PhaseStatus> phases,

        @JsonPropertyDescription("The first 20 cases that failed or erred.") @Size(max = 20) @Nullable
        List<FailedCase> failedCases,

        @JsonPropertyDescription(
                "The last 20 cases that ended, in the order in which they did. A reader that sees every number prints each case once; the results hold all of them.")
        @Size(max = 20)
        @Nullable
        List<RecentCase> recentCases,

        @JsonPropertyDescription("The thresholds of the run and its phases.") @Size(max = 1050) @Nullable
        List<ThresholdStatus> thresholds,

        @JsonPropertyDescription("The limits of spec.baseline.") @Size(max = 20) @Nullable
        List<BaselineStatus> baseline,

        @JsonPropertyDescription("How long the run was paused.") @Nullable
        Double pausedSeconds,

        @JsonPropertyDescription("The object with the full results, such as configmap/NAME.") @Nullable
        String results,

        @JsonPropertyDescription("What the columns of kubectl get show.") @Nullable
        Summary summary,

        @JsonPropertyDescription(
                "Ready, Reconciling and Stalled as kstatus reads them, Suspended, and Complete or Failed as a Job has them.")
        @Size(max = 20)
        @Nullable
        List<Condition> conditions) {

    /** State of a run. */
    public enum State {
        @JsonProperty("Pending")
        PENDING,
        @JsonProperty("Starting")
        STARTING,
        @JsonProperty("Running")
        RUNNING,
        @JsonProperty("Suspended")
        SUSPENDED,
        @JsonProperty("Draining")
        DRAINING,
        @JsonProperty("Completed")
        COMPLETED
    }

    /** Verdict of a run. */
    public enum Verdict {
        @JsonProperty("Passed")
        PASSED,
        @JsonProperty("Failed")
        FAILED,
        @JsonProperty("Invalid")
        INVALID,
        @JsonProperty("Aborted")
        ABORTED,
        @JsonProperty("Error")
        ERROR
    }

    /** The workers of a run. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Workers(
            @JsonPropertyDescription("Number of workers asked for.") @Nullable
            Integer desired,

            @JsonPropertyDescription("Number of workers that are ready.") @Nullable
            Integer ready,

            @JsonPropertyDescription("Number of workers that were lost.") @Nullable
            Integer lost) {}

    /** A case that failed. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record FailedCase(
            @JsonPropertyDescription("Its id.") String id,

            @JsonPropertyDescription("FAILED or ERROR.") String outcome,

            @JsonPropertyDescription("Why.") String reason) {}

    /** A case that has ended. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RecentCase(
            @JsonPropertyDescription("Its place among the ended cases of the run, from 1; a case keeps its number.")
            @Nullable
            Integer number,

            @JsonPropertyDescription("Its id.") @Nullable String id,

            @JsonPropertyDescription("PASSED, FAILED, SKIPPED or ERROR.") @Nullable
            String outcome,

            @JsonPropertyDescription("The reason why it did not pass.") @Nullable
            String reason,

            @JsonPropertyDescription("Cases that have ended, this one included, in percent of the selected ones.")
            @Nullable
            Integer percent) {}

    /** A threshold. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ThresholdStatus(
            @JsonPropertyDescription("The expression, as the spec writes it.")
            String expr,

            @JsonPropertyDescription("The phase in whose list it stands; absent for the run's own.") @Nullable
            String phase,

            @JsonPropertyDescription("The variant it was decided for.") @Nullable
            String variant,

            @JsonPropertyDescription("What was measured, with its unit.") @Nullable
            String value,

            @JsonPropertyDescription("Passed, Failed or NotSelected; absent until it is decided.") @Nullable
            String result) {}

    /** A limit on a difference to the baseline. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record BaselineStatus(
            @JsonPropertyDescription("The expression, as the spec writes it.")
            String expr,

            @JsonPropertyDescription("The difference with its interval, or why there is none.")
            String difference,

            @JsonPropertyDescription("Within, Beyond or Undecided.")
            String result,

            @JsonPropertyDescription("Whether the limit counts as kept.")
            boolean passed) {}

    /** What the columns show. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Summary(
            @JsonPropertyDescription("Ready workers of desired ones, such as 4/4.") @Nullable
            String workers,

            @JsonPropertyDescription("Requests sent so far, tracked and fire-and-forget.") @Nullable
            String requests,

            @JsonPropertyDescription("Failed requests so far, tracked and fire-and-forget.") @Nullable
            String failures,

            @JsonPropertyDescription("p99 of the response time of tracked requests.") @Nullable
            String p99,

            @JsonPropertyDescription("Complete responses a second.") @Nullable
            String rps) {}
}
