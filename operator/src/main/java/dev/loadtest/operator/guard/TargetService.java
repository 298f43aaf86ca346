package dev.loadtest.operator.guard;

import java.util.List;
import java.util.Map;

/**
 * What a Service of the LoadTest's namespace shows.
 *
 * @param externalName whether it only stands for a name elsewhere
 * @param clusterIps none for a headless one
 * @param selector of its pods; empty where its endpoints are written by hand
 * @param endpoints where it leads to; whoever may edit Services may lead one anywhere
 */
public record TargetService(
        String name,
        boolean externalName,
        List<String> clusterIps,
        Map<String, String> selector,
        List<String> endpoints) {
    public TargetService {
        clusterIps = List.copyOf(clusterIps);
        selector = Map.copyOf(selector);
        endpoints = List.copyOf(endpoints);
    }

    public static TargetService external(String name) {
        return new TargetService(name, true, List.of(), Map.of(), List.of());
    }

    /** Whether it is headless and has no endpoint now; it may have one again. */
    public boolean awaitsEndpoints() {
        return !externalName && addresses().isEmpty();
    }

    /** What a worker connects to. */
    List<String> addresses() {
        return clusterIps.isEmpty() ? endpoints : clusterIps;
    }
}
