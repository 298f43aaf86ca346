package dev.loadtest.crds.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A set of values with which all phases run. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VariantSpec(
        @Required
        @JsonPropertyDescription("Stands in case ids; ${variant} is bound to it.")
        @Pattern(Patterns.NAME)
        @Size(min = 1, max = 63)
        String name,

        @JsonPropertyDescription("The values it binds, by name.") @Size(max = 100) @Nullable
        Map<String, @Size(max = 8192) String> values,

        @JsonPropertyDescription(
                "URLs of targets in this variant, by the target's name (default is that of spec.target). Other fields of the target hold.")
        @Size(max = 11)
        @Nullable
        Map<String, @Pattern(Patterns.URL) @Size(max = 2048) String> targets) {}
