package dev.loadtest.worker.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** HTTP/1.1 by vertx-web-client, over TLS. */
class WebTlsIT extends TlsContract {
    @Override
    int followRedirects() {
        return 2;
    }

    /** A handshake that hangs goes on when its request is given up: until it has ended, nothing may be opened beside it. */
    @Test
    void aConnectionThatIsStillBeingOpenedForNobodyCountsAsOne() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        try (ScriptedServer hanging = ScriptedServer.start(null, peer -> {
            reached.countDown();
            end.await();
        })) {
            Sender sender = sender(target("127.0.0.1", hanging.port(), 1), AddressPolicy.ALLOW_ALL);
            CompletableFuture<Integer> rose = new CompletableFuture<>();
            sender.transport()
                    .onAvailable(() -> rose.complete(sender.transport().available()));
            Sender.Sent sent = sender.send(get("/"), 0);
            reached.await();

            sent.cancel();

            assertThat(sender.available()).isZero();
            end.countDown();
            assertThat(rose.get(20, TimeUnit.SECONDS)).isEqualTo(1);
        }
    }
}
