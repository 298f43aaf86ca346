package dev.loadtest.worker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.run.request.PreparedRequest.FileContent;
import dev.loadtest.engine.run.transport.ErrorCause;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Uploads over HTTP/1.1. */
class UploadHttp1IT extends UploadContract {

    @Override
    int digestingServer() throws Exception {
        return server(new DigestingScript()).port();
    }

    @Override
    int earlyAnswer(Then then) throws Exception {
        return server(peer -> {
                    peer.readHead();
                    peer.write("HTTP/1.1 413 Content Too Large\r\nContent-Length: 4\r\n\r\nlong");
                    if (then != Then.CLOSE) {
                        peer.awaitClose();
                    }
                })
                .port();
    }

    @Test
    void idempotentUploadIsResentWhole() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        ScriptedServer server = server(peer -> {
            if (connections.getAndIncrement() > 0) {
                new DigestingScript().serve(peer);
                return;
            }
            peer.readHead();
            peer.answer("ok");
            peer.readHead();
            peer.in().readNBytes(100_000);
            peer.reset();
        });
        Sender sender = sender(server.port());
        sender.send(get("/"), 100).response();
        Path file = Files.write(folder.resolve("zeros"), new byte[1_000_000]);
        Sender.Sent sent = sender.send(request("PUT", "/", new FileContent(file, 1_000_000, "text/plain")), 100);
        assertThat(sent.response().body()).asString().startsWith("1000000 d29751f2");
        assertThat(sender.onLoop(sender.transport()::repeats)).isEqualTo(1);
    }

    @Test
    void unreadableFileKeepsConnection() throws Exception {
        ScriptedServer server = server(new DigestingScript());
        Sender sender = sender(server.port());
        Path file = Files.write(folder.resolve("small"), new byte[10]);
        sender.send(request("PUT", "/", new FileContent(file, 10, "text/plain")), 100)
                .response();
        Sender.Sent missing =
                sender.send(request("PUT", "/", new FileContent(folder.resolve("no"), 10, "text/plain")), 100);
        assertThat(missing.failure().cause()).isEqualTo(ErrorCause.BODY);
        assertThat(server.accepted()).isEqualTo(1);
    }

    @Test
    void shareConnectionsWithOtherRequests() throws Exception {
        ScriptedServer server = server(peer -> {
            for (String head = peer.readHead(); head != null; head = peer.readHead()) {
                if (head.startsWith("POST")) {
                    peer.readBody(head);
                }
                peer.answer("ok");
            }
        });
        Sender sender = sender(server.port());
        Path file = Files.write(folder.resolve("small"), new byte[1000]);
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 30; round++) {
            Sender.Sent[] sent = new Sender.Sent[CONNECTIONS];
            for (int i = 0; i < CONNECTIONS; i++) {
                sent[i] = random.nextBoolean()
                        ? sender.send(get("/"), 0)
                        : sender.send(request("POST", "/", new FileContent(file, 1000, "text/plain")), 0);
            }
            for (Sender.Sent each : sent) {
                assertThat(each.response().status()).isEqualTo(200);
            }
            assertThat(sender.available()).isEqualTo(CONNECTIONS);
            assertThat(sender.onLoop(() -> sender.transport().idle())).isLessThanOrEqualTo(CONNECTIONS);
        }
    }
}
