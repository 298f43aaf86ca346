package dev.loadtest.demo;

import io.vertx.core.http.HttpServerRequest;
import java.util.LinkedHashMap;
import java.util.Map;

/** Unsafe behaviour, for tests of clients: echoes requests and redirects to any location. */
final class Mirror {
    private Mirror() {}

    /** Method, URI and headers of the request, as JSON. */
    static Reply echo(HttpServerRequest request) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("method", request.method().name());
        said.put("uri", request.uri());
        Map<String, String> headers = new LinkedHashMap<>();
        request.headers().forEach(header -> headers.put(header.getKey(), header.getValue()));
        said.put("headers", headers);
        return Reply.json(Operation.REFUSE, 200, said);
    }

    /** Redirects to the location in the parameter {@code to}. */
    static Reply redirect(HttpServerRequest request) {
        String to = request.getParam("to");
        return to == null || to.isEmpty()
                ? Reply.refused(400, "the parameter to is missing")
                : Reply.json(Operation.REFUSE, 302, Map.of("to", to)).withHeader("Location", to);
    }
}
