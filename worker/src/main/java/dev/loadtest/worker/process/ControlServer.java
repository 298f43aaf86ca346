package dev.loadtest.worker.process;

import dev.loadtest.control.BadMessageException;
import dev.loadtest.control.ControlJson;
import dev.loadtest.control.ControlPaths;
import dev.loadtest.control.Done;
import dev.loadtest.control.Refusal;
import dev.loadtest.control.RefusedException;
import dev.loadtest.control.RefusedException.Reason;
import dev.loadtest.control.TokenCheck;
import dev.loadtest.worker.VertxLoop;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * The control API over HTTP: who asks is checked before a body is read, and no body is longer than its kind may be. It has
 * a loop of its own, on which messages are read and written, so that none delays a request of the load.
 */
final class ControlServer {
    private static final System.Logger LOG = System.getLogger(ControlServer.class.getName());

    private final VertxLoop loop;
    private final TokenCheck token;
    private final ControlRoutes routes;

    /** @param loop the server's, not the worker's */
    ControlServer(VertxLoop loop, TokenCheck token, ControlRoutes routes) {
        this.loop = loop;
        this.token = token;
        this.routes = routes;
    }

    /** Handles a request. On the server's loop. */
    void handle(HttpServerRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization == null || !token.accepts(authorization)) {
            refuse(request, new RefusedException(Reason.UNAUTHORIZED, "the token is missing, or of another run"));
        } else if (request.method() == HttpMethod.GET && request.path().equals(ControlPaths.STANDING)) {
            answer(request, routes.standing());
        } else if (request.method() == HttpMethod.POST && ControlRoutes.knows(request.path())) {
            collect(request);
        } else if (request.method() == HttpMethod.PUT && request.path().startsWith(ControlPaths.OUTPUT)) {
            store(request);
        } else {
            refuse(
                    request,
                    new RefusedException(Reason.NOT_FOUND, "there is no " + request.method() + " of this path"));
        }
    }

    private void collect(HttpServerRequest request) {
        Buffer body = Buffer.buffer();
        boolean[] over = {false};
        request.handler(chunk -> {
            if (over[0]) {
                return;
            }
            if (body.length() + (long) chunk.length() > ControlPaths.MAX_REQUEST_BYTES) {
                over[0] = true;
                refuse(request, tooLarge(ControlPaths.MAX_REQUEST_BYTES));
            } else {
                body.appendBuffer(chunk);
            }
        });
        request.endHandler(end -> {
            if (!over[0]) {
                answer(request, body.getBytes());
            }
        });
    }

    private void answer(HttpServerRequest request, byte[] body) {
        try {
            answer(request, routes.answer(request.path(), body));
        } catch (BadMessageException e) {
            refuse(request, new RefusedException(Reason.BAD_REQUEST, String.valueOf(e.getMessage())));
        }
    }

    private void store(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null || !length.matches("\\d{1,10}") || Long.parseLong(length) > ControlPaths.MAX_OUTPUT_BYTES) {
            refuse(request, tooLarge(ControlPaths.MAX_OUTPUT_BYTES));
            return;
        }
        String name = request.path().substring(ControlPaths.OUTPUT.length());
        request.pause();
        answer(request, routes.store(name, request).thenApply(nothing -> new Done(0)));
    }

    private static RefusedException tooLarge(int most) {
        return new RefusedException(Reason.TOO_LARGE, "the body has no length, or more than " + most + " bytes");
    }

    private void answer(HttpServerRequest request, CompletionStage<?> stage) {
        stage.whenComplete((value, failure) -> loop.context().runOnContext(now -> {
            if (failure == null) {
                respond(request.response(), 200, value);
            } else {
                failed(
                        request,
                        failure instanceof CompletionException && failure.getCause() != null
                                ? failure.getCause()
                                : failure);
            }
        }));
    }

    private static void failed(HttpServerRequest request, Throwable failure) {
        if (failure instanceof RefusedException refused) {
            refuse(request, refused);
        } else {
            LOG.log(System.Logger.Level.ERROR, request.path() + " failed", failure);
            request.response().setStatusCode(500).end();
        }
    }

    /** What is left of the body is not read: the connection goes. */
    private static void refuse(HttpServerRequest request, RefusedException refused) {
        request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        respond(request.response(), refused.reason().status(), Refusal.of(refused));
    }

    private static void respond(HttpServerResponse response, int status, Object body) {
        if (!response.ended() && !response.closed()) {
            response.setStatusCode(status)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end(Buffer.buffer(ControlJson.write(body)));
        }
    }
}
