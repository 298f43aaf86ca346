package dev.loadtest.worker.http.dial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.worker.VertxLoop;
import dev.loadtest.worker.WorkerHost;
import dev.loadtest.worker.http.NameServer;
import io.netty.util.NetUtil;
import io.vertx.core.dns.AddressResolverOptions;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Lookups of names by DNS. */
class DnsNamesIT {
    private static final InetAddress SERVED = NetUtil.createInetAddressFromIpAddressString("127.0.0.1");

    /** Collects the addresses of one lookup. */
    private static final class Collected implements Names.Answer {
        private final List<InetAddress> found = new ArrayList<>();
        private final CompletableFuture<List<InetAddress>> all = new CompletableFuture<>();

        @Override
        public void resolved(List<InetAddress> addresses, boolean last) {
            found.addAll(addresses);
            if (last) {
                all.complete(found);
            }
        }

        @Override
        public void unresolved(@Nullable Throwable thrown) {
            all.completeExceptionally(thrown == null ? new AssertionError("no address") : thrown);
        }

        List<InetAddress> await() throws Exception {
            return all.get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void lookupsUnderWayAreShared() throws Exception {
        try (NameServer server = new NameServer(Map.of("plots.test", List.of(SERVED)));
                WorkerHost host = WorkerHost.start(1, new AddressResolverOptions().addServer(server.address()))) {
            VertxLoop loop = host.loops().getFirst();
            DnsNames names = new DnsNames(loop);
            Collected first = new Collected();
            Collected second = new Collected();
            Collected later = new Collected();

            // One turn of the loop: no answer can come between.
            loop.execute(() -> {
                names.resolve("plots.test", first);
                names.resolve("plots.test", second);
            });
            assertThat(first.await()).containsExactly(SERVED);
            assertThat(second.await()).containsExactly(SERVED);
            loop.execute(() -> names.resolve("plots.test", later));
            assertThat(later.await()).containsExactly(SERVED);

            assertThat(server.ipv4Queries()).isEqualTo(2);
        }
    }
}
