package dev.loadtest.worker.http.message;

import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.engine.run.request.PreparedRequest.Content;
import dev.loadtest.engine.run.request.PreparedRequest.Field;
import dev.loadtest.worker.http.dial.Origin;
import java.util.ArrayList;
import java.util.List;

/** One request to one origin: the one that was asked for, or one that a redirect led to. */
public record WebRequest(Origin origin, String method, String target, List<Field> headers, Content content) {
    public WebRequest {
        headers = List.copyOf(headers);
    }

    /** The same request with a Cookie header; this one if the value is empty. */
    public WebRequest withCookie(String value) {
        if (value.isEmpty()) {
            return this;
        }
        List<Field> all = new ArrayList<>(headers);
        all.add(new Field("Cookie", value));
        return new WebRequest(origin, method, target, all, content);
    }

    /** Size of a body in memory; 0 without one. */
    public long bytesInMemory() {
        return content instanceof PreparedRequest.Bytes bytes ? bytes.bytes().length : 0;
    }

    public static WebRequest of(PreparedRequest request, Origin origin) {
        return new WebRequest(origin, request.method(), request.target(), request.headers(), request.content());
    }
}
