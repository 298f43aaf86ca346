package dev.loadtest.operator.desired;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.control.address.Cidr;
import dev.loadtest.control.address.IpLiteral;
import dev.loadtest.operator.SampleTests;
import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkerNetworkPolicyTest {
    private static NetworkPolicy policy(Map<String, String> selector, String... addresses) {
        return WorkerNetworkPolicy.desired(
                SampleTests.test(), SampleTests.settings(), new Destinations(List.of(addresses), List.of(selector)));
    }

    private static List<NetworkPolicyEgressRule> targets(NetworkPolicy policy) {
        return policy.getSpec().getEgress().stream().skip(1).toList();
    }

    /** Whether a plugin that enforces the policy allows a connection to an address and port. */
    private static boolean letsOut(NetworkPolicy policy, String address, int port) {
        byte[] to = IpLiteral.parse(address).orElseThrow();
        return targets(policy).stream()
                .filter(rule -> rule.getPorts().isEmpty()
                        || rule.getPorts().stream().anyMatch(it -> it.getPort().getIntVal() == port))
                .flatMap(rule -> rule.getTo().stream())
                .anyMatch(peer -> peer.getIpBlock() != null && holds(peer.getIpBlock(), to));
    }

    private static boolean holds(IPBlock block, byte[] address) {
        return Cidr.parse(block.getCidr()).contains(address)
                && block.getExcept().stream().noneMatch(out -> Cidr.parse(out).contains(address));
    }

    @Test
    void bothDirectionsAreLimited() {
        assertThat(policy(Map.of(), "10.96.7.7/32").getSpec().getPolicyTypes()).containsExactly("Ingress", "Egress");
    }

    @Test
    void clusterNameServers() {
        NetworkPolicyEgressRule names =
                policy(Map.of(), "10.96.7.7/32").getSpec().getEgress().getFirst();

        assertThat(names.getPorts())
                .extracting(port -> port.getProtocol() + " " + port.getPort().getIntVal())
                .containsExactly("UDP 53", "TCP 53");
        assertThat(names.getTo().getFirst().getNamespaceSelector().getMatchLabels())
                .containsExactly(Map.entry("kubernetes.io/metadata.name", "kube-system"));
        assertThat(names.getTo().getFirst().getPodSelector().getMatchLabels())
                .containsExactly(Map.entry("k8s-app", "kube-dns"));
    }

    @Test
    void nameServersOfManifest() {
        NetworkPolicy policy = WorkerNetworkPolicy.desired(
                SampleTests.test("worker: {dnsConfig: {nameservers: [192.0.2.53]}}"),
                SampleTests.settings(),
                new Destinations(List.of("10.96.7.7/32"), List.of()));

        assertThat(letsOut(policy, "192.0.2.53", 53)).isTrue();
        assertThat(letsOut(policy, "192.0.2.53", 80)).isFalse();
    }

    @Test
    void serviceAddressAndPods() {
        NetworkPolicy policy = policy(Map.of("app", "plots"), "10.96.7.7/32");

        assertThat(targets(policy).getFirst().getTo()).singleElement().satisfies(pods -> {
            assertThat(pods.getPodSelector().getMatchLabels()).containsExactly(Map.entry("app", "plots"));
            assertThat(pods.getNamespaceSelector()).isNull();
        });
        assertThat(letsOut(policy, "10.96.7.7", 8000)).isTrue();
        assertThat(letsOut(policy, "10.96.7.8", 8000)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "*.example.org, 203.0.113.9, 80, true",
        "*.example.org, 10.1.2.3, 80, false",
        "*.example.org, 192.168.1.1, 80, false",
        "*.example.org, 168.63.129.16, 80, false",
        "*.example.org, 64:ff9b::cb00:7109, 80, true",
        "*.example.org, 64:ff9b::a01:203, 80, false",
        "*.example.org, 64:ff9b::a83f:8110, 80, false",
        "*.example.org, 2a00::7, 80, true",
        "*.example.org, fd00::7, 80, false",
        "*.example.org, 2002:a01:203::1, 80, false",
        "*.example.org:443, 203.0.113.9, 80, false",
        "*.example.org:443, 203.0.113.9, 443, true",
        "10.0.0.0/8:8080, 10.1.2.3, 8080, true",
        "10.0.0.0/8:8080, 10.1.2.3, 8081, false",
        "10.0.0.0/8, 10.96.0.1, 443, false",
        "0.0.0.0/0, 169.254.169.254, 80, false",
        "0.0.0.0/0, 127.0.0.1, 80, false",
        "0.0.0.0/0, 10.96.0.1, 80, false",
        "0.0.0.0/0, 10.1.2.3, 80, true",
        "::/0, fd00:ec2::23, 80, false",
        "::/0, fe80::1, 80, false",
        "10.96.0.1/32, 10.96.0.1, 443, false",
    })
    void nothingElseMay(String rule, String address, int port, boolean reached) {
        assertThat(letsOut(policy(Map.of(), rule), address, port)).isEqualTo(reached);
    }

    @Test
    void noRuleWithoutPeer() {
        assertThat(targets(policy(Map.of(), "127.0.0.0/8"))).isEmpty();
        assertThat(targets(policy(Map.of(), "*.example.org", "10.0.0.0/8:80")))
                .allMatch(rule -> !rule.getTo().isEmpty());
    }

    /** The API server's validation. */
    @Test
    void exceptionsLieWithinBlocks() {
        for (NetworkPolicyEgressRule rule :
                targets(policy(Map.of(), "*.example.org", "0.0.0.0/0", "::/0", "10.0.0.0/8"))) {
            rule.getTo().forEach(peer -> {
                Cidr block = Cidr.parse(peer.getIpBlock().getCidr());
                assertThat(peer.getIpBlock().getExcept())
                        .map(Cidr::parse)
                        .allMatch(out -> block.contains(out) && !out.equals(block));
            });
        }
    }
}
