package dev.loadtest.worker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.engine.run.request.PreparedRequest.Bytes;
import dev.loadtest.engine.run.request.PreparedRequest.Content;
import dev.loadtest.engine.run.request.PreparedRequest.Empty;
import dev.loadtest.engine.run.request.PreparedRequest.FileContent;
import dev.loadtest.engine.run.request.PreparedRequest.Multipart;
import dev.loadtest.engine.run.request.PreparedRequest.TextPart;
import dev.loadtest.worker.http.OddResponses.Completed;
import dev.loadtest.worker.http.OddResponses.Failed;
import dev.loadtest.worker.http.OddResponses.Odd;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each response of the corpus has the same outcome for every kind of HTTP/1.1 request. */
@Timeout(60)
class OddResponsesIT extends TransportFixture {
    private static final int LIMIT = 100;

    @TempDir
    static Path folder;

    private static Path file;

    /** What a request is besides. */
    enum Way {
        PLAIN,
        BODY_DROPPED,
        BODY_IN_MEMORY,
        FILE,
        FORM,
        REDIRECTABLE,
        REDIRECTED;

        boolean fits(Odd odd) {
            return odd.method().equals("GET") || this != BODY_IN_MEMORY && this != FILE && this != FORM;
        }
    }

    @BeforeAll
    static void writeFile() throws Exception {
        file = Files.writeString(folder.resolve("file"), "content");
    }

    static Stream<Arguments> responses() {
        return responses(Way.values());
    }

    static Stream<Arguments> responses(Way... ways) {
        return OddResponses.all()
                .flatMap(odd -> Stream.of(ways).filter(way -> way.fits(odd)).map(way -> Arguments.of(odd, way)));
    }

    private static PreparedRequest request(Odd odd, Way way) {
        Content content =
                switch (way) {
                    case BODY_IN_MEMORY -> new Bytes(new byte[] {1, 2}, "text/plain");
                    case FILE -> new FileContent(file, 7, "text/plain");
                    case FORM -> new Multipart(List.of(new TextPart("a", "b", "text/plain")));
                    default -> new Empty();
                };
        String method = content instanceof Empty ? odd.method() : "POST";
        int follow = way == Way.REDIRECTABLE || way == Way.REDIRECTED ? 1 : 0;
        return new PreparedRequest(method, way == Way.REDIRECTED ? "/redirect" : "/odd", List.of(), content, follow);
    }

    /** Answers the first request that is not redirected with the odd response, all others with {@code again}. */
    private ScriptedServer server(Odd odd) throws Exception {
        AtomicInteger answered = new AtomicInteger();
        return server(peer -> {
            for (String head = peer.readHead(); head != null; head = peer.readHead()) {
                peer.in().readNBytes(Integer.parseInt("0" + Peer.header(head, "Content-Length")));
                if (head.contains(" /redirect ")) {
                    peer.write("HTTP/1.1 302 Found\r\nLocation: /odd\r\nContent-Length: 0\r\n\r\n");
                } else if (answered.getAndIncrement() > 0) {
                    peer.answer("again");
                } else {
                    peer.write(odd.wire());
                    if (odd.closed()) {
                        return;
                    }
                }
            }
        });
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("responses")
    void hasOneOutcome(Odd odd, Way way) throws Exception {
        Sender sender = sender(server(odd).port());

        Sender.End end = sender.send(request(odd, way), way == Way.BODY_DROPPED ? 0 : LIMIT)
                .await();

        switch (odd.outcome()) {
            case Failed failed ->
                assertThat(end).isInstanceOfSatisfying(Sender.Failed.class, actual -> assertThat(actual.cause())
                        .as(actual.detail())
                        .isEqualTo(failed.cause()));
            case Completed completed ->
                assertThat(end).isInstanceOfSatisfying(Sender.Completed.class, actual -> {
                    assertThat(actual.response().status()).isEqualTo(completed.status());
                    assertThat(new String(actual.response().body(), StandardCharsets.ISO_8859_1))
                            .isEqualTo(way == Way.BODY_DROPPED ? "" : completed.body());
                });
        }
        Sender.Sent next = sender.send(request("POST", "/next", new Empty()), LIMIT);
        assertThat(next.response().body()).asString().isEqualTo("again");
        assertThat(next.openedConnection()).isEqualTo(!(odd.outcome() instanceof Completed it && it.reused()));
    }
}
