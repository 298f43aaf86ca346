package dev.loadtest.demo;

import dev.loadtest.demo.ReceivedBody.FilePart;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads the body of one request. Files are hashed while they stream through and are never kept. A body over the limit
 * is read and discarded up to twice the limit, so that a client that is still sending receives the answer.
 */
final class BodyReader {
    /** The body of a request that is not an upload. */
    static final int MAX_PLAIN_BYTES = 64 << 10;

    private final HttpServerRequest request;
    private final long limit;
    private final boolean multipart;
    private final Promise<ReceivedBody> done = Promise.promise();
    private final Buffer content = Buffer.buffer();
    private final List<FilePart> files = new ArrayList<>();
    private long received;
    private boolean malformed;

    private BodyReader(HttpServerRequest request, long maxUploadBytes) {
        this.request = request;
        String type = request.getHeader("content-type");
        this.multipart = type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
        this.limit = multipart ? maxUploadBytes : MAX_PLAIN_BYTES;
    }

    /**
     * Completes on the request's event loop. Never fails; never completes if the client closes the connection first.
     */
    static Future<ReceivedBody> read(HttpServerRequest request, long maxUploadBytes) {
        BodyReader reader = new BodyReader(request, maxUploadBytes);
        reader.begin();
        return reader.done.future();
    }

    private void begin() {
        request.handler(this::chunk);
        request.exceptionHandler(failure -> malformed = true);
        request.endHandler(end -> done.tryComplete(body()));
        if (multipart) {
            request.uploadHandler(this::upload);
            try {
                request.setExpectMultipart(true);
            } catch (RuntimeException noBoundary) {
                malformed = true;
            }
        }
    }

    private void chunk(Buffer chunk) {
        received += chunk.length();
        if (!multipart && received <= limit) {
            content.appendBuffer(chunk);
        }
        if (received > 2 * limit) {
            done.tryComplete(new ReceivedBody.TooLarge());
        }
    }

    private void upload(HttpServerFileUpload upload) {
        Sha256 digest = new Sha256();
        long[] size = new long[2];
        upload.handler(chunk -> {
            byte[] bytes = chunk.getBytes();
            digest.add(bytes);
            size[0] += bytes.length;
            size[1] += lineFeeds(bytes);
        });
        upload.endHandler(
                end -> files.add(new FilePart(upload.name(), upload.filename(), size[0], size[1], digest.hex())));
    }

    private static long lineFeeds(byte[] bytes) {
        long lines = 0;
        for (byte b : bytes) {
            if (b == '\n') {
                lines++;
            }
        }
        return lines;
    }

    private ReceivedBody body() {
        if (received > limit) {
            return new ReceivedBody.TooLarge();
        }
        if (malformed) {
            return new ReceivedBody.Malformed();
        }
        if (!multipart) {
            return new ReceivedBody.Plain(content.getBytes());
        }
        Map<String, String> fields = new HashMap<>();
        request.formAttributes().forEach(field -> fields.put(field.getKey(), field.getValue()));
        return new ReceivedBody.Form(files, fields);
    }
}
