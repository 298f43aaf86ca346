package dev.loadtest.worker.process;

import dev.loadtest.control.address.DeniedAddresses;
import dev.loadtest.control.address.PublicAddresses;
import dev.loadtest.control.address.TargetRule;
import dev.loadtest.control.address.TargetRules;
import dev.loadtest.worker.http.dial.AddressPolicy;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** The worker's address policy in a cluster: the operator's rules minus denied addresses. Any thread. */
final class AddressRules implements AddressPolicy {
    private final TargetRules rules;

    /** @param allowed in place of those of the settings */
    AddressRules(WorkerSettings.Aims aims, List<TargetRule> allowed) {
        this.rules =
                new TargetRules(allowed, new DeniedAddresses(aims.denied()), new PublicAddresses(aims.clusterRanges()));
    }

    @Override
    public Optional<String> refusal(String host, int port) {
        return rules.refusal(host, port);
    }

    @Override
    public Optional<String> refusal(String host, int port, InetAddress resolved) {
        return rules.refusal(host, port, resolved.getAddress());
    }
}
