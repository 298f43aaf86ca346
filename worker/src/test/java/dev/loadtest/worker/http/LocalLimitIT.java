package dev.loadtest.worker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.Target;
import dev.loadtest.engine.run.transport.ErrorCause;
import dev.loadtest.worker.DescriptorBudget;
import dev.loadtest.worker.VertxLoop;
import dev.loadtest.worker.http.dial.AddressPolicy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections that this process may not open. */
class LocalLimitIT extends TransportFixture {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    private Sender limited(Target.Protocol protocol, int port, int descriptors) {
        VertxLoop loop = host().loops().getFirst().with(DescriptorBudget.of(descriptors, 0));
        Target target = new Target(false, "127.0.0.1", port, "", List.of(), protocol, clientTls(), CONNECTIONS);
        return new Sender(loop, target, authority(), AddressPolicy.ALLOW_ALL);
    }

    @ParameterizedTest
    @EnumSource
    void isSaidAtOnceAndIsNotTheTargets(Target.Protocol protocol) throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        Http2Server http2 = new Http2Server(null, 1, request -> answer.thenRun(request.response()::end));
        ScriptedServer http1 = server(peer -> {
            peer.readHead();
            peer.write(answer.get(20, TimeUnit.SECONDS));
            peer.awaitClose();
        });
        Sender sender = limited(protocol, protocol == Target.Protocol.HTTP2 ? http2.port() : http1.port(), 1);
        Sender.Sent first = sender.send(get("/"), 0);

        for (Sender.Sent sent : sender.sendAtOnce(get("/"), get("/"))) {
            assertThat(sent.failure().cause()).isEqualTo(ErrorCause.GENERATOR);
            assertThat(sent.failure().detail()).startsWith("out of file descriptors: ulimit -n is ");
        }
        assertThat(first.isOver()).isFalse();
        answer.complete(OK);
        assertThat(first.response().status()).isEqualTo(200);

        // What is closed makes room.
        sender.close();
        sender.awaitNoIdle();
        http2.close();
    }

    @ParameterizedTest
    @EnumSource
    void failedAttemptsHoldNothing(Target.Protocol protocol) throws Exception {
        ScriptedServer gone = server(peer -> {});
        gone.close();
        Sender sender = limited(protocol, gone.port(), 1);
        for (int i = 0; i < 3; i++) {
            assertThat(sender.send(get("/"), 0).failure().cause()).isEqualTo(ErrorCause.CONNECT);
        }
        sender.close();
    }
}
