package dev.loadtest.worker.http.h2;

import dev.loadtest.worker.http.message.KeptBody;
import dev.loadtest.worker.http.message.UploadStream;
import dev.loadtest.worker.http.message.WebRequest;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of one request and its response, and when the response began. Header fields count with their names, values and four
 * bytes for what separates them, as on a line of HTTP/1.1; how HPACK compresses them depends on the connection's other
 * requests, and is not known above it. Confined to the loop.
 */
final class CallBytes {
    private static final int SEPARATORS = 4;
    private static final int STATUS_FIELD = ":status".length() + 3 + SEPARATORS;

    private final WebRequest request;
    private final LongSupplier nanos;
    private final KeptBody responseBody;
    private @Nullable HttpClientRequest made;
    private @Nullable UploadStream upload;
    private long responseHead;
    private long firstByteNanos = -1;

    /**
     * @param nanos the loop's time
     * @param responseBody counts what it is given
     */
    CallBytes(WebRequest request, LongSupplier nanos, KeptBody responseBody) {
        this.request = request;
        this.nanos = nanos;
        this.responseBody = responseBody;
    }

    KeptBody responseBody() {
        return responseBody;
    }

    /** @param body of the request, if it is streamed */
    void sends(HttpClientRequest client, @Nullable UploadStream body) {
        made = client;
        upload = body;
        client.response().onSuccess(this::answered);
    }

    private void answered(HttpClientResponse response) {
        firstByteNanos = nanos.getAsLong();
        responseHead = STATUS_FIELD + size(response.headers());
    }

    /** Instant at which the response began; negative before. */
    long firstByteNanos() {
        return firstByteNanos;
    }

    long sent() {
        HttpClientRequest client = made;
        if (client == null) {
            return 0;
        }
        String authority = request.origin().authority();
        String scheme = request.origin().https() ? "https" : "http";
        return field(":method", request.method())
                + field(":scheme", scheme)
                + field(":authority", authority)
                + field(":path", request.target())
                + size(client.headers())
                + (upload == null ? request.bytesInMemory() : upload.passed());
    }

    long received() {
        return responseHead + responseBody.total();
    }

    private static long size(MultiMap headers) {
        long[] size = {0};
        headers.forEach((name, value) -> size[0] += field(name, value));
        return size[0];
    }

    private static long field(String name, String value) {
        return name.length() + value.length() + SEPARATORS;
    }
}
