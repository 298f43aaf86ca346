package dev.loadtest.crds.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/** Problems in the order in which their fields stand in the document; a field that is absent stands where its parent does. */
final class DocumentOrder implements Comparator<Problem> {
    private final Map<String, Integer> places = new HashMap<>();

    DocumentOrder(JsonNode document) {
        add(document, "");
    }

    private void add(JsonNode node, String path) {
        places.put(path, places.size());
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                add(node.get(i), path + "[" + i + "]");
            }
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            add(field.getValue(), Paths.field(path, field.getKey()));
        }
    }

    @Override
    public int compare(Problem a, Problem b) {
        return Integer.compare(place(a.path()), place(b.path()));
    }

    private int place(String path) {
        for (String at = path; !at.isEmpty(); at = parent(at)) {
            Integer place = places.get(at);
            if (place != null) {
                return place;
            }
        }
        return 0;
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
    }
}
