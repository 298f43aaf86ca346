package dev.loadtest.worker.process;

import dev.loadtest.control.message.ControlJson;
import dev.loadtest.control.message.ControlPaths;
import dev.loadtest.control.message.Done;
import dev.loadtest.control.message.Refusal;
import dev.loadtest.control.message.RefusedException;
import dev.loadtest.control.message.RefusedException.Reason;
import dev.loadtest.control.seal.BadMessageException;
import dev.loadtest.control.seal.OperatorCheck;
import dev.loadtest.control.seal.OperatorCheck.Admitted;
import dev.loadtest.worker.VertxLoop;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * The control API over HTTP: the seal is checked before the body is read, and bodies are bounded. Messages are read and
 * written on a loop of its own, so that they delay no request of the load.
 */
final class ControlServer {
    private static final System.Logger LOG = System.getLogger(ControlServer.class.getName());

    private static final RefusedException UNSEALED = new RefusedException(
            Reason.UNAUTHORIZED,
            "no operator of this worker's run has sealed the request for this process, or it came before");

    private final VertxLoop loop;
    private final OperatorCheck operator;
    private final ControlRoutes routes;
    private final ConnectionGuard guard;

    /** @param loop the server's, not the worker's */
    ControlServer(VertxLoop loop, OperatorCheck operator, ControlRoutes routes) {
        this.loop = loop;
        this.operator = operator;
        this.routes = routes;
        this.guard = new ConnectionGuard(loop);
    }

    /** Watches a new connection. On the server's loop. */
    void opened(HttpConnection connection) {
        guard.opened(connection);
    }

    /** Handles a request. On the server's loop. */
    void handle(HttpServerRequest request) {
        if (request.method() == HttpMethod.GET && request.path().equals(ControlPaths.KEY)) {
            respond(request.response(), 200, ControlJson.write(operator.key()));
            return;
        }
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        operator.admit(authorization, request.method().name(), request.path())
                .ifPresentOrElse(
                        admitted -> handle(new Call(request, admitted)), () -> respond(request.response(), UNSEALED));
    }

    /** A request with a valid head. */
    private record Call(HttpServerRequest request, Admitted admitted) {}

    private void handle(Call call) {
        HttpServerRequest request = call.request();
        guard.known(request.connection());
        if (request.method() == HttpMethod.GET && request.path().equals(ControlPaths.STANDING)) {
            answer(call, routes.standing());
        } else if (request.method() == HttpMethod.POST && ControlRoutes.knows(request.path())) {
            collect(call);
        } else if (request.method() == HttpMethod.PUT && request.path().startsWith(ControlPaths.OUTPUT)) {
            store(call);
        } else {
            refuse(call, new RefusedException(Reason.NOT_FOUND, "there is no " + request.method() + " of this path"));
        }
    }

    private void collect(Call call) {
        Buffer body = Buffer.buffer();
        boolean[] over = {false};
        call.request().handler(chunk -> {
            if (over[0]) {
                return;
            }
            if (body.length() + (long) chunk.length() > ControlPaths.MAX_REQUEST_BYTES) {
                over[0] = true;
                refuse(call, tooLarge(ControlPaths.MAX_REQUEST_BYTES));
            } else {
                body.appendBuffer(chunk);
            }
        });
        call.request().endHandler(end -> {
            if (!over[0]) {
                answer(call, body.getBytes());
            }
        });
    }

    private void answer(Call call, byte[] body) {
        if (!call.admitted().isBody(body)) {
            respond(call.request().response(), UNSEALED);
            return;
        }
        try {
            answer(call, routes.answer(call.request().path(), body));
        } catch (BadMessageException e) {
            refuse(call, new RefusedException(Reason.BAD_REQUEST, String.valueOf(e.getMessage())));
        }
    }

    private void store(Call call) {
        HttpServerRequest request = call.request();
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null || !length.matches("\\d{1,10}") || Long.parseLong(length) > ControlPaths.MAX_OUTPUT_BYTES) {
            refuse(call, tooLarge(ControlPaths.MAX_OUTPUT_BYTES));
            return;
        }
        String name = request.path().substring(ControlPaths.OUTPUT.length());
        request.pause();
        answer(call, routes.store(name, request, call.admitted()).thenApply(nothing -> new Done(0)));
    }

    private static RefusedException tooLarge(int most) {
        return new RefusedException(Reason.TOO_LARGE, "the body has no length, or more than " + most + " bytes");
    }

    private void answer(Call call, CompletionStage<?> stage) {
        stage.whenComplete((value, failure) -> loop.context().runOnContext(now -> {
            if (failure == null) {
                respond(call, 200, value);
            } else {
                failed(
                        call,
                        failure instanceof CompletionException && failure.getCause() != null
                                ? failure.getCause()
                                : failure);
            }
        }));
    }

    private static void failed(Call call, Throwable failure) {
        if (failure instanceof RefusedException refused) {
            refuse(call, refused);
        } else {
            LOG.log(System.Logger.Level.ERROR, call.request().path() + " failed", failure);
            call.request().response().setStatusCode(500).end();
        }
    }

    /** The rest of the body is not read: closes the connection. */
    private static void refuse(Call call, RefusedException refused) {
        call.request().response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        respond(call, refused.reason().status(), Refusal.of(refused));
    }

    /** The answer to an unsealed request. */
    private static void respond(HttpServerResponse response, RefusedException refused) {
        response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        respond(response, refused.reason().status(), ControlJson.write(Refusal.of(refused)));
    }

    private static void respond(Call call, int status, Object answer) {
        HttpServerResponse response = call.request().response();
        if (!response.ended() && !response.closed()) {
            byte[] body = ControlJson.write(answer);
            response.putHeader(ControlPaths.ANSWER_SEAL, call.admitted().answer(status, body));
            respond(response, status, body);
        }
    }

    private static void respond(HttpServerResponse response, int status, byte[] body) {
        if (!response.ended() && !response.closed()) {
            response.setStatusCode(status)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end(Buffer.buffer(body));
        }
    }
}
