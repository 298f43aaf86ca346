package dev.loadtest.control.address;

import java.util.List;
import java.util.Optional;

/**
 * Allowed targets: a host at an address and a port is allowed if one rule allows all three and the address is not
 * denied. Pure; any thread.
 */
public final class TargetRules {
    private final List<TargetRule> rules;
    private final DeniedAddresses denied;
    private final PublicAddresses everyone;

    public TargetRules(List<? extends TargetRule> rules, DeniedAddresses denied, PublicAddresses everyone) {
        this.rules = List.copyOf(rules);
        this.denied = denied;
        this.everyone = everyone;
    }

    /** Why a host is refused before resolution; empty if some address of it may be allowed. */
    public Optional<String> refusal(String host, int port) {
        if (IpLiteral.looksNumeric(host) && IpLiteral.parse(host).isEmpty()) {
            return Optional.of("\"" + host + "\" is an unusual way to write an address");
        }
        List<TargetRule> named =
                rules.stream().filter(rule -> rule.allowsHost(host)).toList();
        if (named.isEmpty()) {
            return Optional.of("\"" + host + "\" is not among the hosts that this run may aim at");
        }
        return named.stream().anyMatch(rule -> rule.allowsPort(port))
                ? Optional.empty()
                : Optional.of("port " + port + " of \"" + host + "\" is not among those that this run may aim at");
    }

    /** Why a resolved address is refused; empty if it is allowed. */
    public Optional<String> refusal(String host, int port, byte[] address) {
        String text = new Cidr(IpLiteral.unmapped(address), IpLiteral.unmapped(address).length * 8).address();
        Optional<String> why = denied.reason(address);
        if (why.isPresent()) {
            return Optional.of(text + " is " + why.get());
        }
        boolean allowed =
                rules.stream().anyMatch(rule -> rule.allowsPort(port) && rule.allowsAddress(host, address, everyone));
        if (allowed) {
            return Optional.empty();
        }
        boolean byName = rules.stream()
                .anyMatch(rule -> rule instanceof TargetRule.Names && rule.allowsPort(port) && rule.allowsHost(host));
        return Optional.of(
                byName
                        ? text + " is private, and the host pattern that allows \"" + host
                                + "\" stands for public addresses; a CIDR in targets.allow would allow it"
                        : text + " is not among the addresses that this run may aim at");
    }
}
