package dev.loadtest.crds.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A named set of files: {@code path} for one machine, the other fields for a cluster. */
@ValidationRule(
        value = "[has(self.configMap), has(self.persistentVolumeClaim), has(self.secret)].filter(x, x).size() <= 1",
        message = "files come from at most one of configMap, persistentVolumeClaim and secret")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FileSetSpec(
        @Required
        @JsonPropertyDescription("Its name, for forEach and values.")
        @Pattern(Patterns.NAME)
        @Size(min = 1, max = 63)
        String name,

        @JsonPropertyDescription(
                "The files that a local run reads: a pattern (*, ?, **, [a-z], {a,b}) relative to the manifest, within its folder or one that --allow-path names. File names must differ within the set; they are ordered by name.")
        @Size(min = 1, max = 1024)
        @Nullable
        String path,

        @JsonPropertyDescription("The ConfigMap whose keys are the files in a cluster.") @Nullable
        ConfigMap configMap,

        @JsonPropertyDescription("The volume whose files are read in a cluster.") @Nullable
        Claim persistentVolumeClaim,

        @JsonPropertyDescription(
                "The Secret, of the LoadTest's namespace, whose keys are the files in a cluster. Rows of it are masked in everything that is written; a body that uploads one of its files is not.")
        @Nullable
        Secret secret) {

    /** Whether a cluster has a source for it. */
    public boolean hasClusterSource() {
        return configMap != null || persistentVolumeClaim != null || secret != null;
    }

    /** A ConfigMap whose keys are files. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ConfigMap(
            @Required @JsonPropertyDescription("Its name.") @Size(min = 1, max = 253)
            String name) {}

    /** A Secret whose keys are files. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Secret(
            @Required @JsonPropertyDescription("Its name.") @Size(min = 1, max = 253)
            String name) {}

    /** Files of a volume. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Claim(
            @Required @JsonPropertyDescription("The name of the PersistentVolumeClaim.") @Size(min = 1, max = 253)
            String claimName,

            @Required
            @JsonPropertyDescription("A pattern relative to the volume, such as \"*.csv\".")
            @Size(min = 1, max = 1024)
            String path) {}
}
