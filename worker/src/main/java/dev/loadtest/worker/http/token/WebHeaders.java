package dev.loadtest.worker.http.token;

import dev.loadtest.engine.run.transport.Transport;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The headers of a response, as Vert.x holds them. */
record WebHeaders(MultiMap headers) implements Transport.Headers {

    @Override
    public @Nullable String first(String name) {
        return headers.get(name);
    }

    @Override
    public List<String> all(String name) {
        return headers.getAll(name);
    }

    @Override
    public void forEach(BiConsumer<String, String> action) {
        headers.forEach(action);
    }
}
