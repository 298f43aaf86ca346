package dev.loadtest.worker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.Target;
import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.engine.run.request.PreparedRequest.Bytes;
import dev.loadtest.engine.run.request.PreparedRequest.FileContent;
import dev.loadtest.engine.run.transport.ErrorCause;
import dev.loadtest.worker.DescriptorBudget;
import dev.loadtest.worker.VertxLoop;
import dev.loadtest.worker.http.dial.AddressPolicy;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections that this process may not open. */
class LocalLimitIT extends TransportFixture {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    @TempDir
    Path folder;

    private Sender limited(Target.Protocol protocol, int port, int descriptors) {
        VertxLoop loop = host().loops().getFirst().with(DescriptorBudget.of(descriptors, 0));
        Target target = new Target(false, "127.0.0.1", port, "", List.of(), protocol, clientTls(), CONNECTIONS);
        return new Sender(loop, target, authority(), AddressPolicy.ALLOW_ALL);
    }

    @ParameterizedTest
    @EnumSource
    void isGeneratorErrorAtOnce(Target.Protocol protocol) throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        Http2Server http2 = new Http2Server(null, 1, request -> answer.thenRun(request.response()::end));
        ScriptedServer http1 = server(peer -> {
            peer.readHead();
            peer.write(answer.get(60, TimeUnit.SECONDS));
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

        // Closed connections make room.
        sender.close();
        sender.awaitNoIdle();
        http2.close();
    }

    @ParameterizedTest
    @EnumSource
    void failedAttemptsHoldNothing(Target.Protocol protocol) throws Exception {
        try (Socket unserved = unserved()) {
            Sender sender = limited(protocol, unserved.getLocalPort(), 1);
            for (int i = 0; i < 3; i++) {
                assertThat(sender.send(get("/"), 0).failure().cause()).isEqualTo(ErrorCause.CONNECT);
            }
            sender.close();
        }
    }

    /** Two descriptors are one connection and one file. */
    @ParameterizedTest
    @EnumSource
    void uploadedFileCountsWhileRead(Target.Protocol protocol) throws Exception {
        Http2Server http2 = new Http2Server(
                null,
                5,
                request -> request.bodyHandler(body -> request.response().end()));
        int port = protocol == Target.Protocol.HTTP2
                ? http2.port()
                : server(new DigestingScript()).port();
        Path file = Files.write(folder.resolve("small"), new byte[100]);
        PreparedRequest upload = request("PUT", "/", new FileContent(file, 100, "text/plain"));

        Sender both = limited(protocol, port, 2);
        for (int i = 0; i < 3; i++) {
            assertThat(both.send(upload, 0).response().status()).isEqualTo(200);
        }
        both.close();

        Sender connectionOnly = limited(protocol, port, 1);
        assertThat(connectionOnly.send(upload, 0).failure().cause()).isEqualTo(ErrorCause.GENERATOR);
        PreparedRequest inMemory = request("PUT", "/", new Bytes(new byte[100], "text/plain"));
        assertThat(connectionOnly.send(inMemory, 0).response().status()).isEqualTo(200);
        connectionOnly.close();
        http2.close();
    }
}
