package dev.loadtest.crds.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** A limit on a metric. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ThresholdSpec(
        @Required
        @JsonPropertyDescription(
                "metric{label=value,…} op value, such as \"p99{request=health} < 10s\". Metrics: p50 p90 p95 p99 p99.9 max mean, failures (a count, or % of sent), rps (complete responses a second, from the first send to the last end), count. op: < <= > >= == !=. Labels: request or journey, kind (tracked, fireAndForget), phase, variant, time (response, service, firstByte).")
        @Size(min = 1, max = 512)
        String expr,

        @JsonPropertyDescription("Whether the run ends as soon as it is broken; checked once a second. Default false.")
        @Nullable
        Boolean abort) {}
