package dev.loadtest.operator.guard;

import dev.loadtest.control.address.Cidr;
import dev.loadtest.control.address.DeniedAddresses;
import dev.loadtest.control.address.HostName;
import dev.loadtest.control.address.IpLiteral;
import dev.loadtest.control.address.TargetRule;
import dev.loadtest.operator.settings.Settings.Targets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Decides whether a LoadTest may be aimed at a host, and what its workers may connect to. Any thread. */
public final class TargetGuard {
    private final String clusterDomain;
    private final List<Cidr> denied;
    private final Supplier<Collection<String>> apiServers;
    private final List<TargetRule> rules;

    /** @throws IllegalArgumentException where an entry of the settings cannot be read */
    public TargetGuard(Targets targets) {
        this(targets, List::of);
    }

    /** @param apiServers addresses of the API servers that are known now */
    public TargetGuard(Targets targets, Supplier<Collection<String>> apiServers) {
        this.clusterDomain = targets.clusterDomain();
        this.denied = targets.denied().stream().map(Cidr::parse).toList();
        this.apiServers = apiServers;
        this.rules = targets.allow().stream().map(TargetRule::parse).toList();
    }

    /** The answer to whether a host may be aimed at. */
    public sealed interface Answer {}

    /** @param rules what may be connected to; always denied addresses are not, even where they lie within */
    public record Allowed(List<TargetRule> rules) implements Answer {
        public Allowed {
            rules = List.copyOf(rules);
        }
    }

    /** @param reason a sentence without a full stop, to stand behind {@code spec.target.url} */
    public record Denied(String reason) implements Answer {}

    /** The name of the Service in the LoadTest's own namespace that a host names; empty where it names none. */
    public Optional<String> serviceName(String host, String namespace) {
        if (IpLiteral.looksNumeric(host)) {
            return Optional.empty();
        }
        String name = HostName.normal(host);
        List<String> suffixes =
                List.of("." + namespace + ".svc." + clusterDomain, "." + namespace + ".svc", "." + namespace);
        for (String suffix : suffixes) {
            if (name.endsWith(suffix)) {
                name = name.substring(0, name.length() - suffix.length());
                break;
            }
        }
        return name.isEmpty() || name.contains(".") ? Optional.empty() : Optional.of(name);
    }

    /** @param service the Service that {@link #serviceName} names, empty where there is none */
    public Answer decide(String host, int port, Optional<TargetService> service) {
        Optional<byte[]> literal = IpLiteral.parse(host);
        if (literal.isPresent()) {
            return ofAddress(host, port, literal.get());
        }
        if (IpLiteral.looksNumeric(host)) {
            return new Denied("\"" + host + "\" is an unusual way to write an address; write it in four decimal parts");
        }
        if (service.isPresent()) {
            return ofService(host, service.get());
        }
        return ofName(host, port);
    }

    /** A name that a block allows has a dot: without one it would be a Service of the namespace, which there is not. */
    private Answer ofName(String host, int port) {
        List<TargetRule> named = rules.stream()
                .filter(rule -> rule.allowsHost(host))
                .filter(rule -> rule instanceof TargetRule.Names || host.contains("."))
                .toList();
        if (named.isEmpty()) {
            return new Denied("\"" + host
                    + "\" is not a Service of this namespace, and the operator's targets.allow does not name it");
        }
        // All rules: a redirect is judged as a target of its own.
        return named.stream().anyMatch(rule -> rule.allowsPort(port))
                ? new Allowed(rules)
                : new Denied("the operator's targets.allow does not name port " + port + " of \"" + host + "\"");
    }

    private DeniedAddresses denied() {
        return new DeniedAddresses(
                Stream.concat(denied.stream(), apiServers.get().stream().map(Cidr::parse))
                        .toList());
    }

    private Answer ofAddress(String host, int port, byte[] address) {
        Optional<String> why = denied().reason(address);
        if (why.isPresent()) {
            return new Denied("\"" + host + "\" is " + why.get() + ", which is never a target in a cluster");
        }
        List<TargetRule.Block> blocks = rules.stream()
                .flatMap(rule -> rule instanceof TargetRule.Block block ? Stream.of(block) : Stream.empty())
                .filter(block -> block.cidr().contains(address))
                .toList();
        if (blocks.isEmpty()) {
            return new Denied("the operator's targets.allow does not hold the address \"" + host + "\"");
        }
        if (blocks.stream().noneMatch(block -> block.allowsPort(port))) {
            return new Denied("the operator's targets.allow does not name port " + port + " of \"" + host + "\"");
        }
        byte[] reached = IpLiteral.unmapped(address);
        Cidr only = new Cidr(reached, reached.length * 8);
        return new Allowed(blocks.stream()
                .map(TargetRule.Block::port)
                .distinct()
                .<TargetRule>map(it -> new TargetRule.Block(only, it))
                .toList());
    }

    private Answer ofService(String host, TargetService service) {
        if (service.externalName()) {
            return new Denied("\"" + host + "\" is a Service of type ExternalName, which leads out of the namespace");
        }
        DeniedAddresses never = denied();
        for (String address : Stream.concat(service.clusterIps().stream(), service.endpoints().stream())
                .toList()) {
            Optional<String> why = never.reason(Cidr.parse(address).network());
            if (why.isPresent()) {
                return new Denied("\"" + host + "\" leads to " + address + ", " + why.get());
            }
        }
        List<TargetRule> blocks = service.addresses().stream()
                .map(Cidr::parse)
                .<TargetRule>map(TargetRule::at)
                .toList();
        return blocks.isEmpty() ? new Denied("the Service \"" + host + "\" has no address yet") : new Allowed(blocks);
    }
}
