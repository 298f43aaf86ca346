package dev.loadtest.worker.http.dial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.run.transport.ErrorCause;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AddressesTest {
    private static final Origin ORIGIN = new Origin(false, "plots", 80);

    private final List<String> found = new ArrayList<>();

    private final class Finding implements Dial.Found {
        @Override
        public void addresses(List<InetSocketAddress> inOrder, boolean last) {
            inOrder.forEach(address -> found.add(address.getAddress().getHostAddress()));
            if (last) {
                found.add("all");
            }
        }

        @Override
        public void none(Failure failure) {
            found.add(failure.errorCause() + ": " + failure.detail());
        }
    }

    /** Names that are answered family by family. */
    private record Answers(
            List<List<InetAddress>> families, @Nullable Throwable thrown) implements Names {
        @Override
        public void resolve(String name, Answer answer) {
            if (families.isEmpty()) {
                answer.unresolved(thrown);
            }
            for (int i = 0; i < families.size(); i++) {
                answer.resolved(families.get(i), i == families.size() - 1);
            }
        }

        @Override
        public void close() {}
    }

    private static List<InetAddress> family(String... addresses) {
        return Arrays.stream(addresses)
                .map(NetUtil::createInetAddressFromIpAddressString)
                .toList();
    }

    private void find(AddressPolicy policy, Names names) {
        new Addresses(names, policy).find(ORIGIN, new Finding());
    }

    private static final AddressPolicy NO_PRIVATE = (host, port, address) ->
            address.isSiteLocalAddress() ? Optional.of(address.getHostAddress() + " is private") : Optional.empty();

    @Test
    void familiesAlternateFromIpv4() {
        find(AddressPolicy.ALLOW_ALL, new Answers(List.of(family("::1", "::2", "::3", "127.0.0.1")), null));
        assertThat(found).hasSize(5).startsWith("127.0.0.1").endsWith("all");
    }

    @Test
    void addressesRotateWithinFamily() {
        Addresses addresses =
                new Addresses(new Answers(List.of(family("127.0.0.1", "127.0.0.2")), null), AddressPolicy.ALLOW_ALL);
        addresses.find(ORIGIN, new Finding());
        addresses.find(ORIGIN, new Finding());
        assertThat(found).hasSize(6);
        assertThat(found.get(0)).isNotEqualTo(found.get(3));
    }

    @Test
    void everyAddressIsJudged() {
        find(NO_PRIVATE, new Answers(List.of(family("10.0.0.1", "127.0.0.1"), family("::1")), null));
        assertThat(found).containsExactly("127.0.0.1", "0:0:0:0:0:0:0:1", "all");
    }

    @Test
    void refusedFamilyWaitsForOther() {
        find(NO_PRIVATE, new Answers(List.of(family("10.0.0.1"), family("::1")), null));
        assertThat(found).containsExactly("0:0:0:0:0:0:0:1", "all");
    }

    @Test
    void allRefusedIsDenied() {
        find(NO_PRIVATE, new Answers(List.of(family("10.0.0.1"), family()), null));
        assertThat(found).containsExactly(ErrorCause.DENIED + ": 10.0.0.1 is private");
    }

    @Test
    void nameWithoutAddressIsDnsError() {
        find(AddressPolicy.ALLOW_ALL, new Answers(List.of(), null));
        assertThat(found).containsExactly(ErrorCause.DNS + ": the name plots does not resolve");
    }

    @Test
    void failedQueryIsGeneratorError() {
        find(AddressPolicy.ALLOW_ALL, new Answers(List.of(), new java.io.IOException("Too many open files")));
        assertThat(found).singleElement().asString().startsWith(ErrorCause.GENERATOR + ": out of file descriptors");
    }
}
