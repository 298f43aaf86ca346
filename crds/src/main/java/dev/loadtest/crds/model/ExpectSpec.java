package dev.loadtest.crds.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Conditions of success for a response. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExpectSpec(
        @JsonPropertyDescription("Status codes: 404, \"4xx\" or \"400-404\"; one must match. Default 2xx.")
        @Size(min = 1, max = 50)
        @Nullable
        List<IntOrString> status,

        @JsonPropertyDescription("A text that the body must contain.") @Size(min = 1, max = 8192) @Nullable
        String bodyContains) {}
