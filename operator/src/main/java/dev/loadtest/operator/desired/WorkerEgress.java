package dev.loadtest.operator.desired;

import dev.loadtest.control.address.Cidr;
import dev.loadtest.control.address.DeniedAddresses;
import dev.loadtest.control.address.PublicAddresses;
import dev.loadtest.control.address.TargetRule;
import dev.loadtest.crds.model.DnsConfig;
import dev.loadtest.crds.model.WorkerSpec;
import dev.loadtest.operator.settings.Settings;
import dev.loadtest.operator.settings.Settings.ClusterDns;
import dev.loadtest.operator.settings.Settings.Targets;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.IPBlockBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Allowed connections of workers as network policy rules: the targets' addresses and the name servers. The worker checks
 * addresses itself; these rules also bind anything else in its pod.
 */
final class WorkerEgress {
    /** Address of NodeLocal DNSCache, if it is installed in front of the cluster's name servers. */
    private static final Cidr NODE_LOCAL_DNS = Cidr.parse("169.254.20.10");

    private static final int DNS_PORT = 53;

    private final DeniedAddresses denied;
    private final PublicAddresses everyone;
    private final ClusterDns dns;
    private final WorkerSpec wishes;

    /** @param wishes the LoadTest's settings of its pods, including name servers */
    WorkerEgress(Settings settings, @Nullable WorkerSpec wishes) {
        this.wishes = Objects.requireNonNullElse(wishes, WorkerSpec.NONE);
        Targets targets = settings.targets();
        denied = new DeniedAddresses(targets.denied().stream().map(Cidr::parse).toList());
        everyone = new PublicAddresses(
                targets.clusterRanges().stream().map(Cidr::parse).toList());
        dns = settings.dns();
    }

    /**
     * Rules in a fixed order. Pods are selected besides addresses: most network plugins judge a connection to a Service by
     * its destination pod.
     */
    List<NetworkPolicyEgressRule> rules(Destinations destinations) {
        List<NetworkPolicyEgressRule> rules = new ArrayList<>(List.of(nameServers()));
        rules.addAll(ownNameServers());
        // An empty selector would allow every pod of the namespace.
        for (Map<String, String> selector :
                destinations.selectors().stream().filter(it -> !it.isEmpty()).toList()) {
            NetworkPolicyPeer pods = new NetworkPolicyPeerBuilder()
                    .withNewPodSelector()
                    .withMatchLabels(selector)
                    .endPodSelector()
                    .build();
            rules.add(new NetworkPolicyEgressRuleBuilder().withTo(pods).build());
        }
        Map<OptionalInt, List<NetworkPolicyPeer>> byPort = new LinkedHashMap<>();
        for (TargetRule rule :
                destinations.addresses().stream().map(TargetRule::parse).toList()) {
            List<NetworkPolicyPeer> peers = byPort.computeIfAbsent(rule.port(), port -> new ArrayList<>());
            peers(rule).filter(peer -> !peers.contains(peer)).forEach(peers::add);
        }
        byPort.forEach((port, peers) -> {
            // A rule without a peer would allow everything.
            if (!peers.isEmpty()) {
                rules.add(rule(peers, port));
            }
        });
        return rules;
    }

    private Stream<NetworkPolicyPeer> peers(TargetRule rule) {
        return switch (rule) {
            case TargetRule.Names names ->
                everyone.blocks(denied.blocks()).stream().flatMap(block -> peer(block.cidr(), block.except()));
            case TargetRule.Block block -> peer(block.cidr(), List.of());
        };
    }

    /** A block minus its exceptions and all denied blocks; nothing if that is all of it. */
    private Stream<NetworkPolicyPeer> peer(Cidr cidr, List<Cidr> except) {
        List<Cidr> all =
                Stream.concat(except.stream(), denied.blocks().stream()).toList();
        if (all.stream().anyMatch(out -> out.contains(cidr))) {
            return Stream.empty();
        }
        List<String> within = all.stream()
                .filter(cidr::contains)
                .filter(out -> all.stream().noneMatch(wider -> !wider.equals(out) && wider.contains(out)))
                .map(Cidr::toString)
                .distinct()
                .sorted()
                .toList();
        return Stream.of(
                new NetworkPolicyPeerBuilder().withIpBlock(block(cidr, within)).build());
    }

    private static IPBlock block(Cidr cidr, List<String> except) {
        return new IPBlockBuilder().withCidr(cidr.toString()).withExcept(except).build();
    }

    private static NetworkPolicyEgressRule rule(List<NetworkPolicyPeer> peers, OptionalInt port) {
        NetworkPolicyEgressRuleBuilder rule = new NetworkPolicyEgressRuleBuilder().withTo(peers);
        port.ifPresent(only -> rule.withPorts(port("TCP", only)));
        return rule.build();
    }

    private NetworkPolicyEgressRule nameServers() {
        return new NetworkPolicyEgressRuleBuilder()
                .addNewTo()
                .withNewNamespaceSelector()
                .withMatchLabels(Map.of("kubernetes.io/metadata.name", dns.namespace()))
                .endNamespaceSelector()
                .withNewPodSelector()
                .withMatchLabels(dns.podLabels())
                .endPodSelector()
                .endTo()
                .addNewTo()
                .withIpBlock(block(NODE_LOCAL_DNS, List.of()))
                .endTo()
                .withPorts(port("UDP", dns.port()), port("TCP", dns.port()))
                .build();
    }

    /** The node's name servers are unknown: allows the DNS port at every address. */
    private List<NetworkPolicyEgressRule> ownNameServers() {
        NetworkPolicyEgressRuleBuilder rule =
                new NetworkPolicyEgressRuleBuilder().withPorts(port("UDP", DNS_PORT), port("TCP", DNS_PORT));
        if (wishes.dnsPolicy() == WorkerSpec.DnsPolicy.DEFAULT) {
            return List.of(rule.build());
        }
        DnsConfig config = wishes.dnsConfig();
        List<NetworkPolicyPeer> peers = Stream.ofNullable(config == null ? null : config.nameservers())
                .flatMap(List::stream)
                .flatMap(server -> peer(Cidr.parse(server), List.of()))
                .toList();
        return peers.isEmpty() ? List.of() : List.of(rule.withTo(peers).build());
    }

    private static NetworkPolicyPort port(String protocol, int port) {
        return new NetworkPolicyPortBuilder()
                .withProtocol(protocol)
                .withPort(new IntOrString(port))
                .build();
    }
}
