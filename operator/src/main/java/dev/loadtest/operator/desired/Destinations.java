package dev.loadtest.operator.desired;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the workers of a run may connect. In one order, so that equal destinations make equal objects.
 *
 * @param addresses as {@code TargetRule}s
 * @param selectors of the pods behind the targets' Services; none for Services without
 */
public record Destinations(List<String> addresses, List<Map<String, String>> selectors) {
    public Destinations {
        addresses = addresses.stream().distinct().sorted().toList();
        selectors = selectors.stream()
                .distinct()
                .sorted(Comparator.comparing(selector -> new TreeMap<>(selector).toString()))
                .map(Map::copyOf)
                .toList();
    }
}
