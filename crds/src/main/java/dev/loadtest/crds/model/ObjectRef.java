package dev.loadtest.crds.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A Secret in the LoadTest's namespace, of which certain keys are used. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ObjectRef(
        @Required @JsonPropertyDescription("The name of the Secret.") @Size(min = 1, max = 253)
        String name) {}
