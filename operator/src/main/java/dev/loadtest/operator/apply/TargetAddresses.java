package dev.loadtest.operator.apply;

import dev.loadtest.control.address.TargetRule;
import dev.loadtest.engine.plan.Target;
import dev.loadtest.operator.desired.Destinations;
import dev.loadtest.operator.guard.TargetGuard;
import dev.loadtest.operator.guard.TargetService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where a run may connect now: the endpoints of its Services are read and judged again by the same rules as at its
 * start. Any thread; {@link #look} blocks for calls of the API server.
 */
final class TargetAddresses {
    private final Function<String, Optional<TargetService>> services;
    private final TargetGuard guard;
    private final List<Target> targets;
    private volatile Destinations now;

    /**
     * @param services reads the Service named by a host
     * @param guard with the rules for this manifest
     * @param start of the plan
     */
    TargetAddresses(
            Function<String, Optional<TargetService>> services,
            TargetGuard guard,
            List<Target> targets,
            Destinations start) {
        this.services = services;
        this.guard = guard;
        this.targets = List.copyOf(targets);
        this.now = start;
    }

    /** As last read; the plan's before. */
    Destinations now() {
        return now;
    }

    /**
     * Reads every Service once. If one leads where the rules do not allow, the addresses stay as they were.
     *
     * @return why the run cannot continue, a sentence without a full stop; empty if it can
     */
    Optional<String> look() {
        List<String> addresses = new ArrayList<>();
        List<Map<String, String>> selectors = new ArrayList<>();
        Map<String, Optional<TargetService>> read = new HashMap<>();
        for (Target target : targets) {
            Optional<TargetService> service = read.computeIfAbsent(target.host(), services);
            service.map(TargetService::selector).filter(it -> !it.isEmpty()).ifPresent(selectors::add);
            if (service.map(TargetService::awaitsEndpoints).orElse(false)) {
                // It leads nowhere now, and may get endpoints again.
                continue;
            }
            switch (guard.decide(target.host(), target.port(), service)) {
                case TargetGuard.Allowed allowed ->
                    allowed.rules().stream().map(TargetRule::toString).forEach(addresses::add);
                case TargetGuard.Denied denied -> {
                    // Without a Service it leads nowhere: a deleted one may be made again.
                    if (service.isPresent()) {
                        return Optional.of("the target is not allowed any more: " + denied.reason());
                    }
                }
            }
        }
        now = new Destinations(addresses, selectors);
        return Optional.empty();
    }
}
