package dev.loadtest.crds.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Trace context sent with every request. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TraceSpec(
        @Default("traceparent")
        @JsonPropertyDescription(
                "The header that carries it, in the form of W3C Trace Context's traceparent. Ids are a function of the run, the case and the request's place in it. Default traceparent.")
        @Pattern(Patterns.TOKEN)
        @Size(min = 1, max = 256)
        @Nullable
        String header,

        @Default("true")
        @JsonPropertyDescription("Whether the context asks to record the trace. Default true.")
        @Nullable
        Boolean sampled,

        @JsonPropertyDescription("Where a trace is shown, with ${traceId} in place of its id; the report links to it.")
        @Pattern(Patterns.TRACE_URL)
        @Size(max = 2048)
        @Nullable
        String traceUrl) {}
