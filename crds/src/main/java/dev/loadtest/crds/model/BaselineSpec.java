package dev.loadtest.crds.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An earlier run of the same plan and seed, and limits on the differences to it. */
@ValidationRule(
        value = "has(self.results) || has(self.file)",
        message = "a baseline needs results for a cluster, or a file for one machine")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BaselineSpec(
        @JsonPropertyDescription("The baseline's results, which a run in a cluster reads when it is claimed.") @Nullable
        Results results,

        @JsonPropertyDescription(
                "The baseline's results.json, which a run on one machine reads: relative to the manifest, within its folder or one that --allow-path names.")
        @Size(min = 1, max = 1024)
        @Nullable
        String file,

        @Required
        @JsonPropertyDescription("Limits on the differences, each with an interval at 95 % confidence.")
        @Size(min = 1, max = 20)
        List<Limit> limits,

        @Default("Fail")
        @JsonPropertyDescription(
                "Whether a limit passes if the interval reaches across it. A limit that cannot be compared at all always fails. Default Fail.")
        @Nullable
        Undecided undecided) {

    /** Results in the LoadTest's namespace. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Results(
            @Required
            @JsonPropertyDescription("The name of the ConfigMap that status.results of the baseline names.")
            @Size(min = 1, max = 253)
            String configMap) {}

    /** A limit on a difference. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Limit(
            @Required
            @JsonPropertyDescription(
                    "metric{label=value,…} op difference, such as \"p99{request=draw} <= +5%\". Metrics: p50 p90 p95 p99 p99.9 mean, failures (in points of the sent requests). op: < <= > >=. A difference has its sign, and is in percent of the baseline or a duration. Labels: request, kind (tracked, fireAndForget), phase, variant.")
            @Size(min = 1, max = 512)
            String expr) {}

    /** Effect of a limit that the numbers do not decide. */
    public enum Undecided {
        @JsonProperty("Pass")
        PASS,
        @JsonProperty("Fail")
        FAIL
    }
}
