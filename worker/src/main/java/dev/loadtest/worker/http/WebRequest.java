package dev.loadtest.worker.http;

import dev.loadtest.engine.run.PreparedRequest;
import dev.loadtest.engine.run.PreparedRequest.Content;
import dev.loadtest.engine.run.PreparedRequest.Field;
import java.util.List;

/** One request to one origin: the one that was asked for, or one that a redirect led to. */
record WebRequest(Origin origin, String method, String target, List<Field> headers, Content content) {
    WebRequest {
        headers = List.copyOf(headers);
    }

    static WebRequest of(PreparedRequest request, Origin origin) {
        return new WebRequest(origin, request.method(), request.target(), request.headers(), request.content());
    }
}
