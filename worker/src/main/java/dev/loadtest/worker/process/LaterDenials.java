package dev.loadtest.worker.process;

import dev.loadtest.control.address.Cidr;
import dev.loadtest.control.address.DeniedAddresses;
import dev.loadtest.worker.http.dial.AddressPolicy;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The policy of the worker's start, with the addresses that the operator has denied since then, such as those of new
 * API servers. No denial is ever taken back. Any thread.
 */
final class LaterDenials implements AddressPolicy {
    private final AddressPolicy initial;
    private volatile List<Cidr> blocks = List.of();
    private volatile DeniedAddresses denied = DeniedAddresses.only(List.of());

    LaterDenials(AddressPolicy initial) {
        this.initial = initial;
    }

    /** Holds for every connection that is opened from now on. */
    synchronized void deny(List<Cidr> more) {
        blocks = Stream.concat(blocks.stream(), more.stream()).distinct().toList();
        denied = DeniedAddresses.only(blocks);
    }

    @Override
    public Optional<String> refusal(String host, int port) {
        return initial.refusal(host, port);
    }

    @Override
    public Optional<String> refusal(String host, int port, InetAddress resolved) {
        return initial.refusal(host, port, resolved)
                .or(() -> denied.reason(resolved.getAddress()).map(why -> resolved.getHostAddress() + " is " + why));
    }
}
