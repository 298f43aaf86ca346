package dev.loadtest.worker.process;

import dev.loadtest.control.address.Cidr;
import dev.loadtest.control.address.DeniedAddresses;
import dev.loadtest.worker.http.AddressPolicy;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** What a worker in a cluster may connect to: what the operator allows, less what is always denied. Any thread. */
final class AddressRules implements AddressPolicy {
    private final List<Cidr> allowed;
    private final DeniedAddresses denied;

    AddressRules(List<Cidr> allowed, List<Cidr> denied) {
        this.allowed = List.copyOf(allowed);
        this.denied = new DeniedAddresses(denied);
    }

    @Override
    public Optional<String> refusal(InetAddress resolved) {
        byte[] address = resolved.getAddress();
        Optional<String> why = denied.reason(address);
        if (why.isPresent()) {
            return Optional.of(resolved.getHostAddress() + " is " + why.get());
        }
        return allowed.stream().anyMatch(cidr -> cidr.contains(address))
                ? Optional.empty()
                : Optional.of(resolved.getHostAddress() + " is not among the addresses that this run may aim at");
    }
}
