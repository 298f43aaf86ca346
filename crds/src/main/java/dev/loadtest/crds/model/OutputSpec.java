package dev.loadtest.crds.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Additional location of samples and reports. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OutputSpec(
        @Required @JsonPropertyDescription("A volume.") Claim persistentVolumeClaim) {

    /** A folder of a volume. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Claim(
            @Required @JsonPropertyDescription("The name of the PersistentVolumeClaim.") @Size(min = 1, max = 253)
            String claimName,

            @JsonPropertyDescription("A folder in it, relative and without \"..\". Default: its root.")
            @Size(min = 1, max = 1024)
            @Nullable
            String subPath) {}
}
