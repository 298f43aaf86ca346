package dev.loadtest.control.seal;

import dev.loadtest.control.message.ControlJson;
import dev.loadtest.control.message.ControlPaths;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** An operator's session with a worker, for requests that a test sends itself. */
public final class SealedRequests {
    private final ControlSession session;

    private SealedRequests(ControlSession session) {
        this.session = session;
    }

    public static SealedRequests to(HttpClient client, ControlKey operator, int port)
            throws IOException, InterruptedException, BadMessageException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + ControlPaths.KEY))
                .build();
        byte[] answer =
                client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
        return new SealedRequests(operator.open(ControlJson.read(answer, WorkerKey.class, 1_000)));
    }

    /** The authorization header of a request. */
    public String seal(String method, String path, byte[] body) {
        return session.seal(method, path, body).text();
    }
}
