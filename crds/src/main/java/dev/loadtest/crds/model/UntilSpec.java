package dev.loadtest.crds.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** One request, repeated until it meets its expectation; the deciding try is the tracked request. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UntilSpec(
        @Required @JsonPropertyDescription("How long it is tried.") @Pattern(Patterns.DURATION) @Size(max = 32)
        String timeout,

        @Default("1s")
        @JsonPropertyDescription("From the end of one try to the start of the next. Default 1s.")
        @Pattern(Patterns.DURATION)
        @Size(max = 32)
        @Nullable
        String interval) {}
