package dev.loadtest.worker.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.control.address.Cidr;
import dev.loadtest.control.address.TargetRule;
import dev.loadtest.control.message.AddressUpdate;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Where a worker may connect while its operator updates it. */
class CurrentAddressesTest {
    private final WorkerSettings.Aims aims =
            new WorkerSettings.Aims(rules("10.1.0.1"), List.of(Cidr.parse("10.1.0.9")), List.of());
    private final CurrentAddresses addresses =
            new CurrentAddresses(allowed -> new AddressRules(aims, allowed), aims.allowed());

    private static List<TargetRule> rules(String... rules) {
        return Stream.of(rules).map(TargetRule::parse).toList();
    }

    private String refusal(String address) throws Exception {
        return addresses.refusal("plots", 80, InetAddress.getByName(address)).orElse("");
    }

    private void allow(long epoch, long version, String... allowed) {
        addresses.update(new AddressUpdate(epoch, version, List.of(allowed), List.of()));
    }

    @Test
    void updateReplacesAllowed() throws Exception {
        assertThat(refusal("10.1.0.1")).isEmpty();
        assertThat(refusal("10.1.0.2")).isNotEmpty();

        allow(1, 1, "10.1.0.2", "*.example.org:443");

        assertThat(refusal("10.1.0.2")).as("a pod that joined").isEmpty();
        assertThat(refusal("10.1.0.1")).as("a pod that left").contains("not among the addresses");
        assertThat(addresses.refusal("www.example.org", 443)).isEmpty();
    }

    @Test
    void nothingAllowed() throws Exception {
        allow(1, 1);
        assertThat(refusal("10.1.0.1")).isNotEmpty();
        assertThat(addresses.refusal("plots", 80).orElse("")).contains("not among the hosts");
    }

    @Test
    void deniedAtStartStaysDenied() throws Exception {
        allow(1, 1, "10.1.0.0/16", "127.0.0.1");
        assertThat(refusal("10.1.0.9")).contains("denied by the operator");
        assertThat(refusal("127.0.0.1")).contains("a loopback address");
    }

    @Test
    void denialsAdd() throws Exception {
        addresses.update(new AddressUpdate(1, 1, List.of("10.0.0.0/8", "64:ff9b::/96"), List.of("10.0.0.2")));
        addresses.update(new AddressUpdate(1, 2, List.of("10.0.0.0/8", "64:ff9b::/96"), List.of("10.0.1.0/24")));

        assertThat(refusal("10.0.0.2")).isEqualTo("10.0.0.2 is denied by the operator (such as the API server's)");
        assertThat(refusal("10.0.1.9")).isNotEmpty();
        assertThat(refusal("64:ff9b::a00:2")).as("an embedded form").contains("10.0.0.2");
        assertThat(refusal("10.0.0.3")).isEmpty();
    }

    @Test
    void olderUpdateHasNoEffect() throws Exception {
        allow(1, 2, "10.1.0.2");
        allow(1, 1, "10.1.0.3");
        assertThat(refusal("10.1.0.2")).isEmpty();

        allow(2, 1, "10.1.0.4");
        allow(1, 3, "10.1.0.5");
        assertThat(refusal("10.1.0.4"))
                .as("the update of the operator that took over")
                .isEmpty();
        assertThat(refusal("10.1.0.5")).isNotEmpty();
    }
}
