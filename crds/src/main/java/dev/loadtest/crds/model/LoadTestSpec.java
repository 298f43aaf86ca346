package dev.loadtest.crds.model;

import com.fasterxml.jackson.annotation.JsonClassDescription;
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

/** The requested load test. */
@ValidationRule(
        value = "!has(oldSelf.stop) || !oldSelf.stop || (has(self.stop) && self.stop)",
        message = "stop cannot be taken back")
@ValidationRule(
        value = "self.phases.all(p, self.phases.exists_one(q, q.name == p.name))",
        message = "phases must have different names",
        fieldPath = ".phases")
@ValidationRule(
        value = "!has(self.targets) || self.targets.all(t, self.targets.exists_one(u, u.name == t.name))",
        message = "targets must have different names",
        fieldPath = ".targets")
@ValidationRule(
        value = "self.requests.all(r, !has(r.target) || r.target == 'default'"
                + " || (has(self.targets) && self.targets.exists(t, t.name == r.target)))",
        message = "requests must name targets of this LoadTest",
        fieldPath = ".requests")
@ValidationRule(
        value = "self.requests.all(r, self.requests.exists_one(q, q.name == r.name))",
        message = "requests must have different names",
        fieldPath = ".requests")
@ValidationRule(
        value = "!has(self.journeys) || self.journeys.all(j, self.journeys.exists_one(k, k.name == j.name))",
        message = "journeys must have different names",
        fieldPath = ".journeys")
@ValidationRule(
        value = "!has(self.variants) || self.variants.all(v, self.variants.exists_one(w, w.name == v.name))",
        message = "variants must have different names",
        fieldPath = ".variants")
@ValidationRule(
        // The list of one list binds the names to a variable: recomputed for each use, they would exceed a rule's cost
        // limit.
        value = "[self.phases.map(q, q.name)].all(names, self.phases.all(p, !has(p.needs) || "
                + "p.needs.all(n, names.indexOf(n) >= 0 && names.indexOf(n) < names.indexOf(p.name))))",
        message = "needs must name earlier phases of this LoadTest",
        fieldPath = ".phases")
@JsonClassDescription(
        "The requested load test: targets, requests and phases. From the start of the run only suspend, stop and ttlSecondsAfterFinished may change.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LoadTestSpec(
        @Required @JsonPropertyDescription("What the load is aimed at.")
        TargetSpec target,

        @JsonPropertyDescription("Further targets, for requests that name them. Each has connections of its own.")
        @Size(min = 1, max = 10)
        @Nullable
        List<NamedTargetSpec> targets,

        @Default("1")
        @JsonPropertyDescription(
                "How many workers share the load: pods in a cluster, in-process workers on one machine. Default 1.")
        @Min(1)
        @Max(1000)
        @Nullable
        Integer parallelism,

        @JsonPropertyDescription(
                "All random draws follow from it: the same seed sends the same requests. By default one is drawn; it is always in the status.")
        @Min(0)
        @Max(9007199254740992.0)
        @Nullable
        Long seed,

        @JsonPropertyDescription(
                "Which cases run: pytest's -k over case ids, such as \"ultrakill and forced\". The cases they need run too. Default: all.")
        @Size(min = 1, max = 1024)
        @Nullable
        String select,

        @Default("false")
        @JsonPropertyDescription(
                "Pauses the run while true: the schedule's clock stands still. Before the start, no pods.")
        @Nullable
        Boolean suspend,

        @JsonPropertyDescription("Ends the run now, with the verdict Aborted. Cannot be taken back.") @Nullable
        Boolean stop,

        @Default("300")
        @JsonPropertyDescription(
                "Seconds until all workers must be ready; after that the verdict is Error. Default 300.")
        @Min(1)
        @Max(86400)
        @Nullable
        Integer startupDeadlineSeconds,

        @JsonPropertyDescription(
                "Seconds the run may take once it has started, pauses not counted; after that the verdict is Aborted. Default: the longest that the plan itself can take.")
        @Min(1)
        @Max(31536000)
        @Nullable
        Integer activeDeadlineSeconds,

        @JsonPropertyDescription("Seconds after its end at which the LoadTest is deleted. Default: it is kept.")
        @Min(0)
        @Max(2147483647)
        @Nullable
        Integer ttlSecondsAfterFinished,

        @JsonPropertyDescription("How long the end waits for late outcomes. Default: the longest request timeout + 5s.")
        @Pattern(Patterns.DURATION)
        @Size(max = 32)
        @Nullable
        String drain,

        @Default("Continue")
        @JsonPropertyDescription(
                "What a lost worker does to the run: go on to its normal end, or abort at once. Either way lost outcomes make it Invalid. Default Continue.")
        @Nullable
        OnWorkerLoss onWorkerLoss,

        @JsonPropertyDescription(
                "The ways in which all phases are run, one after the other. Default: one, without a name or values.")
        @Size(min = 1, max = 20)
        @Nullable
        List<VariantSpec> variants,

        @JsonPropertyDescription("Named sets of files, for phases over files, uploads and values.")
        @Size(max = 20)
        @Nullable
        List<FileSetSpec> files,

        @Required @JsonPropertyDescription("The requests that phases send, by name.") @Size(min = 1, max = 100)
        List<RequestSpec> requests,

        @JsonPropertyDescription("Requests that follow each other, as those of one visitor do, by name.")
        @Size(min = 1, max = 20)
        @Nullable
        List<JourneySpec> journeys,

        @Required
        @JsonPropertyDescription("The steps of the run, in order: all of them in one variant, then all in the next.")
        @Size(min = 1, max = 50)
        List<PhaseSpec> phases,

        @JsonPropertyDescription("Limits on the numbers of the whole run, decided after the drain.")
        @Size(max = 50)
        @Nullable
        List<ThresholdSpec> thresholds,

        @JsonPropertyDescription(
                "An earlier run of the same plan and seed: limits on the differences to it are part of the verdict.")
        @Nullable
        BaselineSpec baseline,

        @JsonPropertyDescription("Sends trace context with every request, and names traces in the results.") @Nullable
        TraceSpec trace,

        @JsonPropertyDescription("Options of worker pods. Ignored on one machine.") @Nullable
        WorkerSpec worker,

        @JsonPropertyDescription("Where samples and reports are also written.") @Nullable
        OutputSpec output) {

    /** Effect of a lost worker. */
    public enum OnWorkerLoss {
        @JsonProperty("Continue")
        CONTINUE,
        @JsonProperty("Abort")
        ABORT
    }
}
