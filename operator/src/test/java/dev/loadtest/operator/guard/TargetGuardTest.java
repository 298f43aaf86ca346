package dev.loadtest.operator.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.control.address.Cidr;
import dev.loadtest.operator.settings.Settings.Targets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetGuardTest {
    private static final Targets TARGETS = new Targets(
            List.of("*.example.org", "load.example.com", "198.51.100.0/24", "0.0.0.0/0", "::/0"),
            List.of("10.96.0.1"),
            "cluster.local");

    private final TargetGuard guard = new TargetGuard(TARGETS);
    private final TargetGuard closed = new TargetGuard(new Targets(List.of(), List.of("10.96.0.1"), "cluster.local"));

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
    void aServiceOfTheOwnNamespaceHasFourNames(String host, String service) {
        assertThat(guard.serviceName(host, "shop"))
                .isEqualTo(Optional.of(service).filter(it -> !it.isEmpty()));
    }

    @Test
    void aServiceIsAllowedByDefaultAtItsAddresses() {
        TargetService service = new TargetService("plots", false, List.of("10.96.7.7", "fd00::7"), List.of());
        assertThat(closed.decide("plots", Optional.of(service)))
                .isEqualTo(new TargetGuard.Allowed(List.of(Cidr.parse("10.96.7.7"), Cidr.parse("fd00::7"))));
    }

    @Test
    void aServiceThatOnlyStandsForANameElsewhereIsNot() {
        assertThat(closed.decide("plots", Optional.of(TargetService.external("plots"))))
                .isInstanceOfSatisfying(
                        TargetGuard.Denied.class, it -> assertThat(it.reason()).contains("ExternalName"));
    }

    @Test
    void aServiceThatLeadsToADeniedAddressIsNot() {
        assertThat(closed.decide("api", Optional.of(new TargetService("api", false, List.of("10.96.0.1"), List.of()))))
                .isInstanceOf(TargetGuard.Denied.class);
    }

    @Test
    void aServiceWithAnAddressOfItsOwnMayNotLeadToADeniedOneEither() {
        TargetService led = new TargetService("plots", false, List.of("10.96.7.7"), List.of("169.254.169.254"));
        assertThat(closed.decide("plots", Optional.of(led)))
                .isInstanceOfSatisfying(
                        TargetGuard.Denied.class, it -> assertThat(it.reason()).contains("metadata"));
    }

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
                "::ffff:10.96.0.1"
            })
    void someAddressesAreNeverATarget(String address) {
        assertThat(guard.decide(address, Optional.empty()))
                .isInstanceOfSatisfying(
                        TargetGuard.Denied.class, it -> assertThat(it.reason()).contains("never a target"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2130706433", "0x7f000001", "127.1", "0177.0.0.1", "127.0.0.1."})
    void unusualWaysToWriteAnAddressAreDenied(String host) {
        assertThat(guard.decide(host, Optional.empty())).isInstanceOf(TargetGuard.Denied.class);
    }

    @ParameterizedTest
    @CsvSource({
        "www.example.org, true",
        "a.b.example.org, true",
        "WWW.Example.ORG, true",
        "load.example.com, true",
    })
    void namesAreAllowedByPattern(String host, boolean allowed) {
        assertThat(guard.decide(host, Optional.empty()) instanceof TargetGuard.Allowed)
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.org", "www.example.com", "notexample.org", "plots", "plots.other"})
    void withoutAPatternANameIsDenied(String host) {
        TargetGuard patterns = new TargetGuard(new Targets(List.of("*.example.org"), List.of(), "cluster.local"));
        assertThat(patterns.decide(host, Optional.empty())).isInstanceOf(TargetGuard.Denied.class);
    }

    @Test
    void aNameThatNoPatternNamesMayOnlyLeadToAllowedBlocks() {
        TargetGuard blocks = new TargetGuard(new Targets(List.of("198.51.100.0/24"), List.of(), "cluster.local"));
        assertThat(blocks.decide("www.example.com", Optional.empty()))
                .isEqualTo(new TargetGuard.Allowed(List.of(Cidr.parse("198.51.100.0/24"))));
        assertThat(blocks.decide("198.51.100.9", Optional.empty()))
                .isEqualTo(new TargetGuard.Allowed(List.of(Cidr.parse("198.51.100.9"))));
        assertThat(blocks.decide("198.51.101.9", Optional.empty())).isInstanceOf(TargetGuard.Denied.class);
    }
}
