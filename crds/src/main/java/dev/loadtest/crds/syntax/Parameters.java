package dev.loadtest.crds.syntax;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loadtest.crds.manifest.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The parameters of a query, or the fields of a form, in both forms that a manifest may give them. */
public final class Parameters {
    private Parameters() {}

    /**
     * One of them.
     *
     * @param path of the field that holds the value
     * @param value null where the name stands alone
     */
    public record Parameter(
            String path, String name, @Nullable String value) {}

    /**
     * All that are well-formed, in the order in which they are sent: a map's by name, since an API server keeps no other
     * order; a list's as they stand.
     *
     * @param path of the map or list
     */
    public static List<Parameter> of(@Nullable JsonNode node, String path) {
        List<Parameter> parameters = new ArrayList<>();
        if (node == null) {
            return parameters;
        }
        if (node.isObject()) {
            Map<String, JsonNode> byName = new TreeMap<>();
            node.properties().forEach(entry -> byName.put(entry.getKey(), entry.getValue()));
            byName.forEach((name, value) -> {
                if (value.isTextual()) {
                    parameters.add(new Parameter(Paths.field(path, name), name, value.textValue()));
                }
            });
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            JsonNode name = node.get(i).path("name");
            JsonNode value = node.get(i).path("value");
            if (name.isTextual() && (value.isTextual() || value.isMissingNode())) {
                parameters.add(new Parameter(path + "[" + i + "].value", name.textValue(), value.textValue()));
            }
        }
        return parameters;
    }
}
