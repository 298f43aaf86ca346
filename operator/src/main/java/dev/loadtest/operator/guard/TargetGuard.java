package dev.loadtest.operator.guard;

import dev.loadtest.control.address.Cidr;
import dev.loadtest.control.address.DeniedAddresses;
import dev.loadtest.control.address.HostName;
import dev.loadtest.control.address.IpLiteral;
import dev.loadtest.control.address.TargetRule;
import dev.loadtest.crds.model.LoadTestSpec;
import dev.loadtest.operator.settings.Settings.Targets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Decides whether a LoadTest may use a host as target, and where its workers may connect. Any thread. */
public final class TargetGuard {
    private final String clusterDomain;
    private final List<Cidr> denied;
    private final Supplier<Collection<String>> apiServers;
    private final List<TargetRule> rules;

    /** @throws IllegalArgumentException if an entry of the settings is invalid */
    public TargetGuard(Targets targets) {
        this(targets, List::of);
    }

    /** @param apiServers known addresses of the API servers */
    public TargetGuard(Targets targets, Supplier<Collection<String>> apiServers) {
        this(
                targets.denied().stream().map(Cidr::parse).toList(),
                apiServers,
                targets.allow().stream().map(TargetRule::parse).toList(),
                targets.clusterDomain());
    }

    private TargetGuard(
            List<Cidr> denied, Supplier<Collection<String>> apiServers, List<TargetRule> rules, String clusterDomain) {
        this.denied = denied;
        this.apiServers = apiServers;
        this.rules = rules;
        this.clusterDomain = clusterDomain;
    }

    /** The rules for a manifest: if it defines the addresses of names itself, host patterns do not count. */
    public TargetGuard of(LoadTestSpec spec) {
        if (spec.worker() == null || !spec.worker().resolvesNames()) {
            return this;
        }
        List<TargetRule> blocks =
                rules.stream().filter(TargetRule.Block.class::isInstance).toList();
        return new TargetGuard(denied, apiServers, blocks, clusterDomain);
    }

    /** The answer for a host. */
    public sealed interface Answer {}

    /** @param rules allowed destinations; denied addresses stay denied within them */
    public record Allowed(List<TargetRule> rules) implements Answer {
        public Allowed {
            rules = List.copyOf(rules);
        }
    }

    /** @param reason a sentence without a full stop, to follow {@code spec.target.url} */
    public record Denied(String reason) implements Answer {}

    /** Name of the Service of the LoadTest's namespace that a host names; empty if none. */
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

    /** @param service the Service named by {@link #serviceName}, empty if it does not exist */
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

    /** An allowed name contains a dot: without one it would name a Service of the namespace, which does not exist. */
    private Answer ofName(String host, int port) {
        List<TargetRule> named = rules.stream()
                .filter(rule -> rule.allowsHost(host))
                .filter(rule -> rule instanceof TargetRule.Names || host.contains("."))
                .toList();
        if (named.isEmpty()) {
            return new Denied("\"" + host
                    + "\" is not a Service of this namespace, and the operator's targets.allow does not name it");
        }
        // All rules: a redirect is judged like a target.
        return named.stream().anyMatch(rule -> rule.allowsPort(port))
                ? new Allowed(rules)
                : new Denied("the operator's targets.allow does not name port " + port + " of \"" + host + "\"");
    }

    /** Known addresses of the API servers. */
    public Collection<String> apiServers() {
        return apiServers.get();
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
