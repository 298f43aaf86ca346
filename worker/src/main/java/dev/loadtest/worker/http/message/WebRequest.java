package dev.loadtest.worker.http.message;

import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.engine.run.request.PreparedRequest.Content;
import dev.loadtest.engine.run.request.PreparedRequest.Field;
import dev.loadtest.worker.http.dial.Origin;
import java.util.List;

/** One request to one origin: the one that was asked for, or one that a redirect led to. */
public record WebRequest(Origin origin, String method, String target, List<Field> headers, Content content) {
    public WebRequest {
        headers = List.copyOf(headers);
    }

    public static WebRequest of(PreparedRequest request, Origin origin) {
        return new WebRequest(origin, request.method(), request.target(), request.headers(), request.content());
    }
}
