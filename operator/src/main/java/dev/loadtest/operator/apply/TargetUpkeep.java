package dev.loadtest.operator.apply;

import dev.loadtest.engine.plan.Target;
import dev.loadtest.operator.guard.TargetGuard;
import dev.loadtest.operator.guard.TargetService;
import dev.loadtest.operator.run.Upkeep;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Ends a run of which a Service now leads to a denied address or out of the namespace. Checked every few seconds, since a
 * watch would need the right to watch all Services.
 */
final class TargetUpkeep implements Upkeep {
    private final Upkeep objects;
    private final Function<String, Optional<TargetService>> services;
    private final TargetGuard guard;
    private final List<Target> targets;

    /**
     * Upkeep of a run's objects and its targets.
     *
     * @param objects upkeep of the run's objects
     * @param services reads the Service named by a host
     */
    TargetUpkeep(
            Upkeep objects,
            Function<String, Optional<TargetService>> services,
            TargetGuard guard,
            List<Target> targets) {
        this.objects = objects;
        this.services = services;
        this.guard = guard;
        this.targets = List.copyOf(targets);
    }

    @Override
    public Optional<String> look() {
        return objects.look()
                .or(() -> targets.stream().flatMap(it -> astray(it).stream()).findFirst());
    }

    /** A deleted Service leads nowhere, and one without endpoints may get some again. */
    private Optional<String> astray(Target target) {
        return services.apply(target.host())
                .filter(service -> !service.awaitsEndpoints())
                .flatMap(service -> switch (guard.decide(target.host(), target.port(), Optional.of(service))) {
                    case TargetGuard.Allowed allowed -> Optional.<String>empty();
                    case TargetGuard.Denied denied ->
                        Optional.of("the target is not allowed any more: " + denied.reason());
                });
    }

    @Override
    public Collection<String> denied() {
        return guard.apiServers();
    }

    @Override
    public void leave() {
        objects.leave();
    }
}
