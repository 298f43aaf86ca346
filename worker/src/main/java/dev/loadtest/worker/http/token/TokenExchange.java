package dev.loadtest.worker.http.token;

import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.engine.run.transport.Transport;
import dev.loadtest.worker.VertxLoop;
import dev.loadtest.worker.http.dial.Dial;
import dev.loadtest.worker.http.dial.Failure;
import dev.loadtest.worker.http.dial.LocalLimit;
import dev.loadtest.worker.http.dial.Origin;
import dev.loadtest.worker.http.message.KeptBody;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request for a token, tried at the endpoint's addresses one after the other until one answers. Each try has a web client of
 * its own, since to close the client ends a request in any state. Confined to the loop.
 */
final class TokenExchange implements Transport.Exchange, Dial.Found {
    private final VertxLoop loop;
    private final Origin origin;
    private final WebClientOptions options;
    private final PreparedRequest request;
    private final int bodyLimit;
    private final Transport.Listener listener;
    private final Deque<InetSocketAddress> untried = new ArrayDeque<>();
    private boolean resolved;
    private @Nullable WebClient trying;
    private @Nullable Failure failure;
    private boolean over;

    TokenExchange(
            VertxLoop loop,
            Origin origin,
            WebClientOptions options,
            PreparedRequest request,
            int bodyLimit,
            Transport.Listener listener) {
        this.loop = loop;
        this.origin = origin;
        this.options = options;
        this.request = request;
        this.bodyLimit = bodyLimit;
        this.listener = listener;
    }

    @Override
    public void addresses(List<InetSocketAddress> inOrder, boolean last) {
        untried.addAll(inOrder);
        resolved = last;
        next();
    }

    @Override
    public void none(Failure none) {
        resolved = true;
        note(none);
        next();
    }

    /** Keeps the first failure, which is the one reported. */
    private void note(Failure another) {
        failure = failure == null ? another : failure;
    }

    private void next() {
        if (over || trying != null) {
            return;
        }
        InetSocketAddress address = untried.poll();
        if (address != null) {
            send(address);
        } else if (resolved && failure != null) {
            over = true;
            listener.failed(failure.errorCause(), failure.detail());
        }
    }

    private void send(InetSocketAddress address) {
        if (!loop.descriptors().take()) {
            note(LocalLimit.descriptors());
            next();
            return;
        }
        WebClient client = WebClient.create(loop.context().owner(), options);
        trying = client;
        HttpRequest<KeptBody> sending = client.request(
                        HttpMethod.valueOf(request.method()),
                        SocketAddress.inetSocketAddress(address),
                        origin.called().port(),
                        origin.tlsHost(),
                        request.target())
                .putHeader("Host", origin.authority())
                .as(new KeptBodyCodec(new KeptBody(bodyLimit)));
        request.headers().forEach(field -> sending.putHeader(field.name(), field.value()));
        PreparedRequest.Bytes body = (PreparedRequest.Bytes) request.content();
        sending.putHeader("Content-Type", body.contentType());
        loop.context().dispatch(() -> sending.sendBuffer(Buffer.buffer(body.bytes()))
                .onComplete(response -> completed(client, response), thrown -> failed(client, thrown, address)));
    }

    private void completed(WebClient client, HttpResponse<KeptBody> response) {
        if (end(client)) {
            over = true;
            KeptBody body = response.body();
            listener.completed(new Transport.Response(
                    response.statusCode(),
                    new WebHeaders(response.headers()),
                    body == null ? new byte[0] : body.bytes(),
                    body != null && body.truncated()));
        }
    }

    private void failed(WebClient client, Throwable thrown, InetSocketAddress address) {
        if (end(client)) {
            note(Failure.ofOpening(thrown, address));
            next();
        }
    }

    /** Ends a try; false if it had ended already, or if the exchange is over. */
    private boolean end(WebClient client) {
        if (trying != client) {
            return false;
        }
        trying = null;
        client.close();
        loop.descriptors().giveBack();
        return !over;
    }

    @Override
    public void cancel() {
        over = true;
        if (trying != null) {
            end(trying);
        }
    }
}
