package dev.loadtest.worker.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.control.address.Cidr;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressRulesTest {
    private final AddressRules rules = new AddressRules(
            List.of(Cidr.parse("0.0.0.0/1"), Cidr.parse("fd00::/8")), List.of(Cidr.parse("10.96.0.1")));

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, ''",
        "fd00::7, ''",
        "::ffff:10.1.2.3, ''",
        "203.0.113.9, 203.0.113.9 is not among the addresses that this run may aim at",
        "127.0.0.1, 127.0.0.1 is a loopback address",
        "::ffff:127.0.0.1, 127.0.0.1 is a loopback address",
        "0.0.0.0, 0.0.0.0 is an unspecified address",
        "fd00:ec2::254, fd00:ec2:0:0:0:0:0:254 is a cloud's metadata service",
        "10.96.0.1, 10.96.0.1 is denied by the operator (such as the API server's)",
    })
    void onlyWhatIsAllowedAndNotDenied(String address, String refusal) throws Exception {
        // A literal: no name server is asked.
        assertThat(rules.refusal(InetAddress.getByName(address)).orElse("")).isEqualTo(refusal);
    }
}
