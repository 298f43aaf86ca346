package dev.loadtest.crds.syntax;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loadtest.crds.manifest.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Query parameters or form fields, in both forms of the manifest. */
public final class Parameters {
    private Parameters() {}

    /**
     * One parameter.
     *
     * @param path of the field with the value
     * @param value null for a name without a value
     */
    public record Parameter(
            String path, String name, @Nullable String value) {}

    /**
     * All valid parameters in the order of sending: a map's sorted by name, since an API server keeps no other order; a
     * list's in its order.
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
