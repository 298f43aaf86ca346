package dev.loadtest.worker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.run.request.PreparedRequest.Empty;
import dev.loadtest.engine.run.request.PreparedRequest.Field;
import dev.loadtest.engine.run.request.PreparedRequest.FileContent;
import dev.loadtest.engine.run.transport.ErrorCause;
import dev.loadtest.worker.http.dial.AddressPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Redirects, over one permit and to addresses that the policy allows. */
@Timeout(60)
class RedirectIT extends TransportFixture {
    private final List<String> heads = new CopyOnWriteArrayList<>();

    @Override
    int followRedirects() {
        return 3;
    }

    /** Sends {@code /n} on to {@code /n-1}, {@code /away} to a location, and answers {@code /0}. */
    private ScriptedServer redirecting(String away) throws Exception {
        return server(peer -> {
            for (String head = peer.readHead(); head != null; head = peer.readHead()) {
                heads.add(head);
                String path = head.split(" ")[1].substring(1);
                if (path.equals("0")) {
                    peer.answer("arrived");
                } else {
                    String to = path.equals("away") ? away : "/" + (Integer.parseInt(path) - 1);
                    peer.write("HTTP/1.1 302 Found\r\nLocation: " + to + "\r\nContent-Length: 3\r\n\r\nsee");
                }
            }
        });
    }

    @Test
    void followsUpToLimitOnOneConnection() throws Exception {
        ScriptedServer server = redirecting("");
        Sender sender = sender(server.port());
        assertThat(sender.send(get("/3"), 100).response().body()).asString().isEqualTo("arrived");
        assertThat(heads).hasSize(4);
        assertThat(server.accepted()).isEqualTo(1);

        Sender.Failed tooMany = sender.send(get("/4"), 100).failure();
        assertThat(tooMany.cause()).isEqualTo(ErrorCause.REDIRECT);
        assertThat(tooMany.detail()).isEqualTo("more than 3 redirects");
    }

    @Test
    void eachHopNeedsPermission() throws Exception {
        Sender.Sent sent = sender(redirecting("").port()).send(get("/3"), 100);
        assertThat(sent.response().body()).asString().isEqualTo("arrived");
        assertThat(sent.again()).isEqualTo(3);
    }

    @Test
    void endsLoops() throws Exception {
        ScriptedServer server = redirecting("/away");
        assertThat(sender(server.port()).send(get("/away"), 100).failure().cause())
                .isEqualTo(ErrorCause.REDIRECT);
        assertThat(heads).hasSize(4);
    }

    @Test
    void notFollowedByDefault() throws Exception {
        ScriptedServer server = redirecting("");
        var plain = new dev.loadtest.engine.run.request.PreparedRequest("GET", "/1", List.of(), new Empty(), 0);
        assertThat(sender(server.port()).send(plain, 100).response().status()).isEqualTo(302);
    }

    @Test
    void otherOriginGetsNoSecrets() throws Exception {
        ScriptedServer other = redirecting("");
        ScriptedServer server = redirecting("http://127.0.0.1:" + other.port() + "/0");
        Sender sender = sender(target("127.0.0.1", server.port(), 1), AddressPolicy.ALLOW_ALL);
        for (int i = 0; i < 5; i++) {
            assertThat(sender.send(request("GET", "/away", new Empty(), new Field("Authorization", "secret")), 100)
                            .response()
                            .body())
                    .asString()
                    .isEqualTo("arrived");
            assertThat(sender.available()).isEqualTo(1);
        }
        List<String> there = new ArrayList<>(heads);
        there.removeIf(head -> head.contains("/away"));
        assertThat(there).hasSize(5).noneMatch(head -> head.contains("secret"));
        assertThat(server.mostOpen()).isEqualTo(1);
    }

    @Test
    void hostsIgnoreCase() throws Exception {
        CompletableFuture<String> location = new CompletableFuture<>();
        ScriptedServer server = server(peer -> {
            for (String head = peer.readHead(); head != null; head = peer.readHead()) {
                heads.add(head);
                if (head.startsWith("GET /0 ")) {
                    peer.answer("arrived");
                } else {
                    peer.write("HTTP/1.1 302 Found\r\nLocation: " + location.get() + "\r\nContent-Length: 0\r\n\r\n");
                }
            }
        });
        location.complete("HTTP://localHOST:" + server.port() + "/0");
        Sender sender = sender(target("LocalHost", server.port(), CONNECTIONS), AddressPolicy.ALLOW_ALL);
        sender.send(request("GET", "/away", new Empty(), new Field("Authorization", "secret")), 100)
                .response();
        assertThat(heads).hasSize(2).allMatch(head -> head.contains("Authorization: secret"));
        assertThat(server.accepted()).isEqualTo(1);
    }

    @Test
    void locationOfRawBytes() throws Exception {
        ScriptedServer server = redirecting("/x y/\u00c3\u00bc/../../0");
        Sender sender = sender(server.port());
        assertThat(sender.send(get("/away"), 100).response().body()).asString().isEqualTo("arrived");
    }

    @Test
    void uploadIsSentWhole(@TempDir Path folder) throws Exception {
        ScriptedServer other = server(new DigestingScript());
        ScriptedServer server = server(peer -> {
            String head = String.valueOf(peer.readHead());
            peer.readBody(head);
            peer.write("HTTP/1.1 307 Temporary Redirect\r\nLocation: http://127.0.0.1:" + other.port()
                    + "/\r\nContent-Length: 0\r\n\r\n");
            peer.awaitClose();
        });
        Sender sender = sender(server.port());
        Path file = Files.write(folder.resolve("zeros"), new byte[1_000_000]);
        assertThat(sender.send(request("POST", "/", new FileContent(file, 1_000_000, "text/plain")), 100)
                        .response()
                        .body())
                .asString()
                .startsWith("1000000 d29751f2");
        assertThat(sender.available()).isEqualTo(CONNECTIONS);
    }

    @Test
    void policyJudgesEveryHop() throws Exception {
        ScriptedServer other = redirecting("");
        ScriptedServer server = redirecting("http://127.0.0.2:" + other.port() + "/0");
        Sender sender = sender(
                target("127.0.0.1", server.port(), CONNECTIONS),
                (host, port, address) ->
                        address.getHostAddress().equals("127.0.0.2") ? Optional.of("not there") : Optional.empty());
        Sender.Failed failed = sender.send(get("/away"), 100).failure();
        assertThat(failed.cause()).isEqualTo(ErrorCause.DENIED);
        assertThat(failed.detail()).isEqualTo("not there");
        assertThat(other.accepted()).isZero();
    }

    @Test
    void failureIsExplained() throws Exception {
        ScriptedServer server = redirecting("gopher://127.0.0.1/");
        assertThat(sender(server.port()).send(get("/away"), 100).failure().cause())
                .isEqualTo(ErrorCause.REDIRECT);
    }

    @Test
    void cancellingDuringLaterHop() throws Exception {
        ScriptedServer hanging = server(Peer::awaitClose);
        ScriptedServer server = redirecting("http://127.0.0.1:" + hanging.port() + "/");
        Sender sender = sender(server.port());
        Sender.Sent sent = sender.send(get("/away"), 100);
        while (hanging.accepted() == 0) {
            Thread.onSpinWait();
        }
        sent.cancel();
        assertThat(sender.available()).isEqualTo(CONNECTIONS);
        assertThat(sent.told()).isZero();
    }
}
