package dev.loadtest.worker.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.control.address.Cidr;
import dev.loadtest.control.address.TargetRule;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressRulesTest {
    private static AddressRules rules(String... allowed) {
        WorkerSettings.Aims aims = new WorkerSettings.Aims(
                Arrays.stream(allowed).map(TargetRule::parse).toList(),
                List.of(Cidr.parse("10.96.0.1")),
                List.of(Cidr.parse("198.51.100.0/24")));
        return new AddressRules(aims, aims.allowed());
    }

    private static String refusal(AddressRules rules, String host, int port, String address) throws Exception {
        // A literal: no name is resolved.
        return rules.refusal(host, port, InetAddress.getByName(address)).orElse("");
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, ''",
        "fd00::7, ''",
        "::ffff:10.1.2.3, ''",
        "203.0.113.9, 203.0.113.9 is not among the addresses that this run may aim at",
        "127.0.0.1, 127.0.0.1 is a loopback address",
        "::ffff:127.0.0.1, 127.0.0.1 is a loopback address",
        "0.0.0.0, 0.0.0.0 is an unspecified address",
        "fd00:ec2::254, fd00:0ec2:0000:0000:0000:0000:0000:0254 is a cloud's metadata service",
        "10.96.0.1, 10.96.0.1 is denied by the operator (such as the API server's)",
    })
    void allowedAndNotDenied(String address, String refusal) throws Exception {
        assertThat(refusal(rules("0.0.0.0/1", "fd00::/8"), "any.example.org", 80, address))
                .isEqualTo(refusal);
    }

    /** An open redirect or a name server of the pattern's owner must not lead into the cluster. */
    @ParameterizedTest
    @CsvSource({
        "www.example.org, 203.0.113.9, true",
        "www.example.org, 10.1.2.3, false",
        "www.example.org, 192.168.7.7, false",
        "www.example.org, 100.64.0.1, false",
        "www.example.org, 172.20.0.10, false",
        "www.example.org, 198.51.100.9, false",
        "www.example.org, fd12::7, false",
        "www.example.org, 64:ff9b::cb00:7109, true",
        "www.example.org, 64:ff9b::a01:203, false",
        "www.example.org, 2a00::7, true",
        "plots.other.svc, 203.0.113.9, false",
        "203.0.113.9, 203.0.113.9, false",
    })
    void hostPattern(String host, String address, boolean allowed) throws Exception {
        assertThat(refusal(rules("*.example.org"), host, 80, address).isEmpty()).isEqualTo(allowed);
    }

    @Test
    void sameRuleForHostAndAddress() throws Exception {
        AddressRules both = rules("*.example.org:443", "10.1.0.0/16:8080");

        assertThat(refusal(both, "www.example.org", 8080, "203.0.113.9")).isNotEmpty();
        assertThat(refusal(both, "www.example.org", 443, "10.1.2.3")).isNotEmpty();
        assertThat(refusal(both, "www.example.org", 8080, "10.1.2.3")).isEmpty();
        assertThat(refusal(both, "www.example.org", 443, "203.0.113.9")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2130706433, 80, \"2130706433\" is an unusual way to write an address",
        "127.1, 80, \"127.1\" is an unusual way to write an address",
        "elsewhere.test, 443, \"elsewhere.test\" is not among the hosts that this run may aim at",
        "www.example.org, 80, port 80 of \"www.example.org\" is not among those that this run may aim at",
        "www.example.org, 443, ''",
        "WWW.EXAMPLE.ORG., 443, ''",
    })
    void hostIsJudgedFirst(String host, int port, String refusal) {
        assertThat(rules("*.example.org:443").refusal(host, port).orElse("")).isEqualTo(refusal);
    }
}
