package dev.loadtest.worker.process;

import dev.loadtest.control.address.Cidr;
import dev.loadtest.control.address.DeniedAddresses;
import dev.loadtest.control.address.TargetRule;
import dev.loadtest.control.message.AddressUpdate;
import dev.loadtest.worker.http.dial.AddressPolicy;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where this worker may connect now: by the rules of its start until the operator updates them, because the pods of a
 * headless Service come and go, and API servers join. What was denied once stays denied. Any thread.
 */
final class CurrentAddresses implements AddressPolicy {
    private final Rules rules;
    private volatile State state;

    /** Judges destinations by rules. */
    @FunctionalInterface
    interface Rules {
        AddressPolicy of(List<TargetRule> allowed);
    }

    /** @param last the newest update; null before the first */
    private record State(
            AddressPolicy allowed,
            List<Cidr> blocks,
            DeniedAddresses denied,
            @Nullable AddressUpdate last) {}

    /** @param allowed at the worker's start */
    CurrentAddresses(Rules rules, List<TargetRule> allowed) {
        this.rules = rules;
        this.state = new State(rules.of(allowed), List.of(), DeniedAddresses.only(List.of()), null);
    }

    /** Holds for every connection that is opened from now on; an update that is not newer than the last has no effect. */
    synchronized void update(AddressUpdate now) {
        State before = state;
        if (before.last() != null && !now.isNewerThan(before.last())) {
            return;
        }
        List<Cidr> blocks = Stream.concat(before.blocks().stream(), now.blocks().stream())
                .distinct()
                .toList();
        state = new State(rules.of(now.rules()), blocks, DeniedAddresses.only(blocks), now);
    }

    @Override
    public Optional<String> refusal(String host, int port) {
        return state.allowed().refusal(host, port);
    }

    @Override
    public Optional<String> refusal(String host, int port, InetAddress resolved) {
        State now = state;
        return now.allowed().refusal(host, port, resolved).or(() -> now.denied()
                .reason(resolved.getAddress())
                .map(why -> resolved.getHostAddress() + " is " + why));
    }
}
