package dev.loadtest.crds.manifest;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The two forms that the parameters of a query or the fields of a form may have: a map, or a list. A schema cannot say "one
 * of these types", so that an API server lets anything pass here, and the same rules are applied wherever a manifest is
 * validated.
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

    /**
     * What is wrong with their form.
     *
     * @param node null where there are none
     * @param least how many there must be
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
        ModelField field =
                ModelField.of(node.isArray() ? AsList.class : AsMap.class).getFirst();
        walker.fit(node, field.type(), field.constraints(), path);
        return walker.problems();
    }
}
