package dev.loadtest.demo;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.PemKeyCertOptions;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request, decides its answer, counts it, and sends the answer after the operation's latency. Counting happens
 * with the decision: a client that has an answer finds it counted, and a client that left while it waited is counted
 * too.
 */
final class PlotServer extends VerticleBase {
    private static final String ADMIN = "/admin/";
    private static final Set<String> ENDPOINTS = Set.of(
            "/health",
            "/draw_plot",
            "/process_unified",
            "/login",
            "/api/items",
            "/oauth/token",
            "/api/orders",
            "/shop/login",
            "/shop/products",
            "/shop/carts",
            "/shop/items",
            "/shop/payments",
            "/shop/receipts",
            "/jobs",
            "/jobs/results");

    private final PlotServiceOptions options;
    private final Behaviour behaviour;
    private final PlotEndpoints plots;
    private final ItemEndpoints items;
    private final ShopEndpoints shop;
    private final JobEndpoints jobs;
    private final OrderEndpoints orders;
    private final RequestCounts counts;
    private volatile int port;

    PlotServer(PlotServiceOptions options, LongSupplier nanoClock) {
        this.options = options;
        this.behaviour = new Behaviour(options);
        this.plots = new PlotEndpoints(options, behaviour, nanoClock);
        this.items = new ItemEndpoints(options, behaviour);
        this.shop = new ShopEndpoints(options, behaviour);
        this.jobs = new JobEndpoints(options, behaviour);
        this.orders = new OrderEndpoints(options, behaviour, nanoClock);
        this.counts = new RequestCounts(options.maxRecorded());
    }

    /** The port, once the server listens. */
    int port() {
        return port;
    }

    @Override
    public Future<?> start() {
        HttpServerOptions http = new HttpServerOptions()
                .setHost(options.listener().host())
                .setPort(options.listener().port())
                .setAcceptBacklog(4_096)
                .setHandle100ContinueAutomatically(true);
        Listener.Tls tls = options.listener().tls();
        if (tls != null) {
            http.setSsl(true)
                    .setUseAlpn(true)
                    .setKeyCertOptions(new PemKeyCertOptions()
                            .setCertPath(tls.certificate().toString())
                            .setKeyPath(tls.key().toString()));
        }
        return vertx.createHttpServer(http)
                .requestHandler(this::handle)
                .listen()
                .map(HttpServer::actualPort)
                .onSuccess(actual -> port = actual);
    }

    private void handle(HttpServerRequest request) {
        BodyReader.read(request, options.maxUploadBytes()).onSuccess(body -> {
            if (request.path() != null && request.path().startsWith(ADMIN)) {
                send(request, body, admin(request));
            } else {
                answer(request, body);
            }
        });
    }

    private void answer(HttpServerRequest request, ReceivedBody body) {
        Reply reply = decide(request, body);
        String path = isEndpoint(request.path()) ? request.path() : "(other)";
        counts.add(request.method().name(), path, request.uri(), body, reply.status());
        long delay = behaviour.delayMillis(reply.operation());
        if (delay < 1) {
            send(request, body, reply);
        } else {
            vertx.setTimer(delay, fired -> send(request, body, reply));
        }
    }

    private static boolean isEndpoint(@Nullable String path) {
        return path != null && ENDPOINTS.contains(path);
    }

    private Reply decide(HttpServerRequest request, ReceivedBody body) {
        if (body instanceof ReceivedBody.TooLarge) {
            return Reply.refused(413, "the body is too large");
        }
        if (body instanceof ReceivedBody.Malformed) {
            return Reply.refused(400, "the multipart body is malformed");
        }
        MultiMap query;
        try {
            query = request.params();
        } catch (IllegalArgumentException e) {
            return Reply.refused(400, "the query is malformed");
        }
        String authorization = request.getHeader("authorization");
        String cookies = request.getHeader("cookie");
        return switch (request.method().name() + " " + request.path()) {
            case "GET /health" -> health();
            case "GET /draw_plot" -> plots.draw(query);
            case "POST /process_unified" -> plots.process(query, body);
            case "POST /login" -> items.login(body);
            case "GET /api/items" -> items.list(authorization);
            case "POST /api/items" -> items.create(authorization, body);
            case "POST /oauth/token" -> orders.token(authorization, body);
            case "GET /api/orders" -> orders.orders(authorization);
            case "POST /shop/login" -> shop.login(body);
            case "GET /shop/products" -> shop.products(request.getHeader("accept-encoding"));
            case "POST /shop/carts" -> shop.open(cookies, body);
            case "POST /shop/items" -> shop.add(cookies, query, body);
            case "POST /shop/payments" -> shop.pay(cookies, query);
            case "GET /shop/receipts" -> shop.receipt(cookies, query);
            case "POST /jobs" -> jobs.submit();
            case "GET /jobs" -> jobs.state(query);
            case "GET /jobs/results" -> jobs.result(query);
            default -> unknown(request);
        };
    }

    private Reply health() {
        return behaviour.fails(Operation.HEALTH)
                ? Reply.failed(Operation.HEALTH)
                : Reply.json(Operation.HEALTH, 200, Map.of("status", "ok"));
    }

    private static Reply unknown(HttpServerRequest request) {
        return isEndpoint(request.path())
                ? Reply.refused(405, "not with " + request.method().name())
                : Reply.refused(404, "no such endpoint");
    }

    private Reply admin(HttpServerRequest request) {
        return switch (request.method().name() + " " + request.path()) {
            case "GET /admin/counts" -> Reply.json(Operation.REFUSE, 200, counts.byStatus());
            case "GET /admin/requests" ->
                options.maxRecorded() == 0
                        ? Reply.refused(404, "recording is off")
                        : Reply.json(Operation.REFUSE, 200, counts.recorded());
            case "GET /admin/echo" -> Mirror.echo(request);
            case "GET /admin/redirect" -> Mirror.redirect(request);
            case "POST /admin/revoke" -> revoke();
            case "POST /admin/reset" -> reset("true".equals(request.getParam("state")));
            default -> Reply.refused(404, "no such endpoint");
        };
    }

    private Reply reset(boolean state) {
        counts.clear();
        if (state) {
            plots.reset();
            items.reset();
            shop.reset();
            jobs.reset();
        }
        return Reply.json(Operation.REFUSE, 200, Map.of("reset", true));
    }

    private Reply revoke() {
        orders.revoke();
        return Reply.json(Operation.REFUSE, 200, Map.of("revoked", true));
    }

    private static void send(HttpServerRequest request, ReceivedBody body, Reply reply) {
        HttpServerResponse response = request.response();
        if (response.closed()) {
            return;
        }
        response.setStatusCode(reply.status()).putHeader("content-type", reply.contentType());
        reply.headers().forEach(response::putHeader);
        Future<Void> sent = response.end(Buffer.buffer(reply.body()));
        if (body instanceof ReceivedBody.TooLarge && !request.isEnded()) {
            sent.onComplete(end -> request.connection().close());
        }
    }
}
