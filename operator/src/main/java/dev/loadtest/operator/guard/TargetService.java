package dev.loadtest.operator.guard;

import java.util.List;

/**
 * What a Service of the LoadTest's namespace shows.
 *
 * @param externalName whether it only stands for a name elsewhere
 * @param addresses its cluster IPs; of a headless one those of its endpoints
 */
public record TargetService(String name, boolean externalName, List<String> addresses) {
    public TargetService {
        addresses = List.copyOf(addresses);
    }
}
