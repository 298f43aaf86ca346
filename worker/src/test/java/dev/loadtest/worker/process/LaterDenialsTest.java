package dev.loadtest.worker.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.control.address.Cidr;
import dev.loadtest.worker.http.dial.AddressPolicy;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Addresses denied during a run. */
class LaterDenialsTest {
    private final LaterDenials rules = new LaterDenials(AddressPolicy.ALLOW_ALL);

    private String refusal(String address) throws Exception {
        return rules.refusal("plots", 80, InetAddress.getByName(address)).orElse("");
    }

    @Test
    void denialsAdd() throws Exception {
        assertThat(refusal("10.0.0.2")).isEmpty();
        rules.deny(List.of(Cidr.parse("10.0.0.2")));
        rules.deny(List.of(Cidr.parse("10.0.1.0/24"), Cidr.parse("10.0.0.2")));

        assertThat(refusal("10.0.0.2")).isEqualTo("10.0.0.2 is denied by the operator (such as the API server's)");
        assertThat(refusal("10.0.1.9")).isNotEmpty();
        assertThat(refusal("64:ff9b::a00:2")).as("an embedded form").contains("10.0.0.2");
        assertThat(refusal("10.0.0.3")).isEmpty();
        assertThat(refusal("127.0.0.1"))
                .as("the initial policy decides the rest")
                .isEmpty();
    }

    @Test
    void initialPolicyStays() throws Exception {
        LaterDenials denials = new LaterDenials((host, port, resolved) -> Optional.of("refused from the start"));
        denials.deny(List.of(Cidr.parse("10.0.0.2")));
        assertThat(denials.refusal("plots", 80, InetAddress.getByName("10.0.0.3")))
                .contains("refused from the start");
    }
}
