package dev.loadtest.operator.apply;

import dev.loadtest.operator.guard.TargetGuard;
import dev.loadtest.operator.run.RunAddresses;
import dev.loadtest.operator.run.Upkeep;
import java.util.Optional;
import java.util.Set;

/**
 * Follows the Services of a run's targets: their present endpoints become the addresses that the run may connect to, and
 * one that leads to a denied address or out of the namespace ends the run. Checked every few seconds, since a watch would
 * need the right to watch all Services.
 */
final class TargetUpkeep implements Upkeep {
    private final Upkeep objects;
    private final TargetAddresses targets;
    private final TargetGuard guard;

    /** @param objects upkeep of the run's objects, its NetworkPolicy by these addresses among them */
    TargetUpkeep(Upkeep objects, TargetAddresses targets, TargetGuard guard) {
        this.objects = objects;
        this.targets = targets;
        this.guard = guard;
    }

    /** The addresses come first: the NetworkPolicy has to let a new one out before a worker connects to it. */
    @Override
    public Optional<String> look() {
        Optional<String> astray = targets.look();
        return objects.look().or(() -> astray);
    }

    @Override
    public Optional<RunAddresses> addresses() {
        return Optional.of(new RunAddresses(Set.copyOf(targets.now().addresses()), Set.copyOf(guard.apiServers())));
    }

    @Override
    public void leave() {
        objects.leave();
    }
}
