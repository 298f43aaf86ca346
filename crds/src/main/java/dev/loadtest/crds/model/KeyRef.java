package dev.loadtest.crds.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A key of a Secret or ConfigMap in the LoadTest's namespace. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record KeyRef(
        @Required @JsonPropertyDescription("The name of the Secret or ConfigMap.") @Size(min = 1, max = 253)
        String name,

        @Required @JsonPropertyDescription("The key in it.") @Size(min = 1, max = 253)
        String key) {}
