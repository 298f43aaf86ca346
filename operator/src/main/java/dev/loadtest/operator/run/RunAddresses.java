package dev.loadtest.operator.run;

import java.util.List;
import java.util.Set;

/**
 * What the workers of a run may connect to now.
 *
 * @param allowed destinations as {@code TargetRule}s
 * @param denied addresses and CIDRs; only grows
 */
public record RunAddresses(Set<String> allowed, Set<String> denied) {
    public RunAddresses {
        allowed = Set.copyOf(allowed);
        denied = Set.copyOf(denied);
    }

    List<String> allowedInOrder() {
        return allowed.stream().sorted().toList();
    }

    List<String> deniedInOrder() {
        return denied.stream().sorted().toList();
    }
}
