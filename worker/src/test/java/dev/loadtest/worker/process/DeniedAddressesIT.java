package dev.loadtest.worker.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.control.address.Cidr;
import dev.loadtest.control.address.TargetRule;
import dev.loadtest.worker.http.DeniedFuzz;
import dev.loadtest.worker.http.dial.AddressPolicy;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Redirects to denied addresses in many spellings, through the transport of a real worker. */
@Timeout(120)
class DeniedAddressesIT extends DeniedFuzz {
    private static final WorkerSettings.Aims AIMS = new WorkerSettings.Aims(
            List.of(
                    TargetRule.at(Cidr.parse("0.0.0.0/0")),
                    TargetRule.at(Cidr.parse("::/0")),
                    new TargetRule.Names("*.example.org", OptionalInt.empty())),
            List.of(Cidr.parse("10.96.0.1")),
            List.of());
    private static final AddressRules RULES = new AddressRules(AIMS, AIMS.allowed());

    /** A worker's rules in a cluster, except for the first hop, which is a server of this test. */
    @Override
    protected AddressPolicy rules(int firstHop) {
        return new AddressPolicy() {
            @Override
            public Optional<String> refusal(String host, int port) {
                return port == firstHop ? Optional.empty() : RULES.refusal(host, port);
            }

            @Override
            public Optional<String> refusal(String host, int port, InetAddress resolved) {
                return port == firstHop ? Optional.empty() : RULES.refusal(host, port, resolved);
            }
        };
    }

    @Test
    void noSpellingConnects() throws Exception {
        List<String> through = through();

        assertThat(tried()).isGreaterThan(500);
        assertThat(through).isEmpty();
    }
}
