package dev.loadtest.crds.manifest;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The two forms of query parameters and form fields: a map or a list. A schema cannot express the alternative, so an
 * API server accepts anything here, and these rules are applied in every validation.
 */
public final class ParameterForm {
    private static final String EITHER = "a map of texts by name, or a list of {name, value}";

    private ParameterForm() {}

    private record AsMap(@Size(max = 100) Map<String, @Size(max = 8192) String> parameters) {}

    private record AsList(@Size(max = 100) List<Entry> parameters) {}

    private record Entry(
            @Required @JsonPropertyDescription("Its name, sent as it stands.") @Size(min = 1, max = 8192)
            String name,

            @JsonPropertyDescription("Its value; ${name} is replaced. Without it the name stands alone.")
            @Size(max = 8192)
            @Nullable
            String value) {}

    /** Parameters as a map. */
    public static ModelField map() {
        return ModelField.of(AsMap.class).getFirst();
    }

    /** Parameters as a list. */
    public static ModelField list() {
        return ModelField.of(AsList.class).getFirst();
    }

    /**
     * Problems of form.
     *
     * @param node null if absent
     * @param least minimum number of parameters
     */
    public static List<Problem> problems(@Nullable JsonNode node, int least, String path) {
        if (node == null) {
            return List.of();
        }
        if (node.isNull()) {
            return List.of(new Problem(path, "has no value (leave it out or give it one)"));
        }
        if (!node.isContainerNode()) {
            return List.of(new Problem(path, "expected " + EITHER + "; found " + Scalars.found(node)));
        }
        if (node.size() < least) {
            return List.of(new Problem(path, "must not be empty"));
        }
        ModelWalker walker = new ModelWalker();
        ModelField field = node.isArray() ? list() : map();
        walker.fit(node, field.type(), field.constraints(), path);
        return walker.problems();
    }
}
