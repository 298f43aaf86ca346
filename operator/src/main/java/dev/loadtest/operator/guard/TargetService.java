package dev.loadtest.operator.guard;

import java.util.List;
import java.util.Map;

/**
 * A Service of the LoadTest's namespace.
 *
 * @param externalName whether it is an alias of an external name
 * @param clusterIps none for a headless one
 * @param selector of its pods; empty if its endpoints are written by hand
 * @param endpoints its destinations; editors of Services may choose any
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

    /** Whether it is headless without endpoints now; it may get some again. */
    public boolean awaitsEndpoints() {
        return !externalName && addresses().isEmpty();
    }

    /** Addresses that a worker connects to. */
    List<String> addresses() {
        return clusterIps.isEmpty() ? endpoints : clusterIps;
    }
}
