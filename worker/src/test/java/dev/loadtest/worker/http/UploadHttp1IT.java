package dev.loadtest.worker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.run.PreparedRequest.FileContent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Uploads over HTTP/1.1. */
class UploadHttp1IT extends UploadContract {

    @Override
    int digestingServer() throws Exception {
        return server(new DigestingScript()).port();
    }

    @Test
    void aPeerMayAnswerBeforeItHasReadAll() throws Exception {
        ScriptedServer server = server(peer -> {
            peer.readHead();
            peer.write("HTTP/1.1 413 Content Too Large\r\nContent-Length: 4\r\n\r\nlong");
            peer.awaitClose();
        });
        Sender sender = sender(server.port());
        Path file = Files.write(folder.resolve("zeros"), new byte[20_000_000]);
        for (int i = 1; i <= 2; i++) {
            Sender.Sent sent = sender.send(request("PUT", "/", new FileContent(file, 20_000_000, "text/plain")), 100);
            assertThat(sent.response().status()).isEqualTo(413);
            assertThat(server.accepted()).isEqualTo(i);
        }
    }

    @Test
    void bothPathsTogetherOpenNoMoreConnectionsThanTheyMay() throws Exception {
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
