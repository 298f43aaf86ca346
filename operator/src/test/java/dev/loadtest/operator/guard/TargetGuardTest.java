package dev.loadtest.operator.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.control.address.TargetRule;
import dev.loadtest.operator.settings.Settings.Targets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetGuardTest {
    private static final Targets TARGETS = new Targets(
            List.of("*.example.org", "load.example.com", "198.51.100.0/24", "0.0.0.0/0", "::/0"),
            List.of("10.96.0.1"),
            List.of(),
            "cluster.local",
            true);

    private final TargetGuard guard = new TargetGuard(TARGETS);
    private final TargetGuard closed =
            new TargetGuard(new Targets(List.of(), List.of("10.96.0.1"), List.of(), "cluster.local", true));

    private static TargetGuard.Allowed allowed(String... rules) {
        return new TargetGuard.Allowed(
                Arrays.stream(rules).map(TargetRule::parse).toList());
    }

    @Nested
    class Services {
        @ParameterizedTest
        @CsvSource({
            "plots, plots",
            "PLOTS, plots",
            "plots., plots",
            "plots.shop, plots",
            "plots.shop.svc, plots",
            "plots.shop.svc.cluster.local, plots",
            "plots.shop.svc.cluster.local., plots",
            "plots.other, ''",
            "plots.other.svc.cluster.local, ''",
            "a.plots.shop, ''",
            "shop, shop",
            "10.0.0.1, ''",
            "2130706433, ''",
        })
        void fourNamesOfOwnService(String host, String service) {
            assertThat(guard.serviceName(host, "shop"))
                    .isEqualTo(Optional.of(service).filter(it -> !it.isEmpty()));
        }

        @Test
        void serviceAddressesAreAllowed() {
            TargetService service =
                    new TargetService("plots", false, List.of("10.96.7.7", "fd00::7"), Map.of(), List.of());
            assertThat(closed.decide("plots", 8000, Optional.of(service))).isEqualTo(allowed("10.96.7.7", "fd00::7"));
        }

        @Test
        void externalNameIsRefused() {
            assertThat(closed.decide("plots", 8000, Optional.of(TargetService.external("plots"))))
                    .isInstanceOfSatisfying(TargetGuard.Denied.class, it -> assertThat(it.reason())
                            .contains("ExternalName"));
        }

        @Test
        void deniedEndpointIsRefused() {
            assertThat(closed.decide(
                            "api",
                            443,
                            Optional.of(new TargetService("api", false, List.of("10.96.0.1"), Map.of(), List.of()))))
                    .isInstanceOf(TargetGuard.Denied.class);
        }

        @Test
        void clusterIpWithDeniedEndpoint() {
            TargetService led =
                    new TargetService("plots", false, List.of("10.96.7.7"), Map.of(), List.of("169.254.169.254"));
            assertThat(closed.decide("plots", 8000, Optional.of(led)))
                    .isInstanceOfSatisfying(TargetGuard.Denied.class, it -> assertThat(it.reason())
                            .contains("metadata"));
        }
    }

    @Nested
    class Names {
        @ParameterizedTest
        @ValueSource(strings = {"2130706433", "0x7f000001", "127.1", "0177.0.0.1", "127.0.0.1."})
        void unusualNotationIsDenied(String host) {
            assertThat(guard.decide(host, 80, Optional.empty())).isInstanceOf(TargetGuard.Denied.class);
        }

        @ParameterizedTest
        @CsvSource({
            "www.example.org, true",
            "a.b.example.org, true",
            "WWW.Example.ORG, true",
            "load.example.com, true",
        })
        void hostPatterns(String host, boolean allowed) {
            assertThat(guard.decide(host, 80, Optional.empty()) instanceof TargetGuard.Allowed)
                    .isEqualTo(allowed);
        }

        @ParameterizedTest
        @ValueSource(strings = {"example.org", "www.example.com", "notexample.org", "plots", "plots.other"})
        void unmatchedNameIsDenied(String host) {
            TargetGuard patterns =
                    new TargetGuard(new Targets(List.of("*.example.org"), List.of(), List.of(), "cluster.local", true));
            assertThat(patterns.decide(host, 80, Optional.empty())).isInstanceOf(TargetGuard.Denied.class);
        }

        @Test
        void unmatchedNameMayReachAllowedBlocks() {
            TargetGuard blocks = new TargetGuard(
                    new Targets(List.of("198.51.100.0/24"), List.of(), List.of(), "cluster.local", true));
            assertThat(blocks.decide("www.example.com", 80, Optional.empty())).isEqualTo(allowed("198.51.100.0/24"));
            assertThat(blocks.decide("198.51.100.9", 80, Optional.empty())).isEqualTo(allowed("198.51.100.9"));
            assertThat(blocks.decide("198.51.101.9", 80, Optional.empty())).isInstanceOf(TargetGuard.Denied.class);
        }

        @Test
        void patternOpensNoNetwork() {
            TargetGuard patterns =
                    new TargetGuard(new Targets(List.of("*.example.org"), List.of(), List.of(), "cluster.local", true));

            assertThat(patterns.decide("www.example.org", 80, Optional.empty())).isEqualTo(allowed("*.example.org"));
        }
    }

    @Nested
    class Ports {
        @ParameterizedTest
        @CsvSource({
            "www.example.org, 443, true",
            "www.example.org, 80, false",
            "10.1.2.3, 8080, true",
            "10.1.2.3, 8081, false",
            "2001:db8::7, 443, true",
            "2001:db8::7, 80, false",
        })
        void port(String host, int port, boolean allowed) {
            TargetGuard ports = new TargetGuard(new Targets(
                    List.of("*.example.org:443", "10.1.0.0/16:8080", "[2001:db8::/32]:443"),
                    List.of(),
                    List.of(),
                    "cluster.local",
                    true));
            TargetGuard.Answer answer = ports.decide(host, port, Optional.empty());

            assertThat(answer instanceof TargetGuard.Allowed).isEqualTo(allowed);
        }

        @Test
        void otherPortIsRefusedByName() {
            TargetGuard ports = new TargetGuard(
                    new Targets(List.of("*.example.org:443"), List.of(), List.of(), "cluster.local", true));

            assertThat(ports.decide("www.example.org", 80, Optional.empty()))
                    .isEqualTo(new TargetGuard.Denied(
                            "the operator's targets.allow does not name port 80 of \"www.example.org\""));
            assertThat(ports.decide("www.example.org", 443, Optional.empty())).isEqualTo(allowed("*.example.org:443"));
        }
    }

    @Nested
    class Denied {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "127.0.0.1",
                    "127.9.9.9",
                    "::1",
                    "::ffff:127.0.0.1",
                    "0.0.0.0",
                    "0.1.2.3",
                    "::",
                    "224.0.0.1",
                    "ff02::1",
                    "255.255.255.255",
                    "169.254.1.1",
                    "169.254.169.254",
                    "::ffff:169.254.169.254",
                    "fe80::1",
                    "fd00:ec2::254",
                    "100.100.100.200",
                    "10.96.0.1",
                    "::ffff:10.96.0.1",
                    "64:ff9b::a60:1",
                    "2002:a60:1::1",
                    "fd00:ec2::23",
                    "fd20:ce::254",
                    "168.63.129.16",
                    "192.0.0.192",
                    "64:ff9b::a9fe:a9fe"
                })
        void deniedAddresses(String address) {
            assertThat(guard.decide(address, 80, Optional.empty()))
                    .isInstanceOfSatisfying(TargetGuard.Denied.class, it -> assertThat(it.reason())
                            .contains("never a target"));
        }
    }
}
