package dev.loadtest.worker.http.h2;

import dev.loadtest.engine.run.transport.Transport;
import io.vertx.core.MultiMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The headers of a response over HTTP/2. */
record WebHeaders(MultiMap headers) implements Transport.Headers {

    @Override
    public @Nullable String first(String name) {
        return headers.get(name);
    }

    @Override
    public List<String> all(String name) {
        return headers.getAll(name);
    }
}
