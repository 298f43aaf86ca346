package dev.loadtest.worker.http.token;

import dev.loadtest.engine.plan.Target;
import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.engine.run.request.Resources;
import dev.loadtest.engine.run.transport.RequestSender;
import dev.loadtest.engine.run.transport.Transport;
import dev.loadtest.worker.VertxLoop;
import dev.loadtest.worker.http.dial.AddressPolicy;
import dev.loadtest.worker.http.dial.Addresses;
import dev.loadtest.worker.http.dial.Origin;
import dev.loadtest.worker.http.dial.TlsSettings;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.client.WebClientOptions;
import java.util.List;

/**
 * Sends requests to a token endpoint, each over a connection of its own: they come seconds to hours apart. Except for {@link
 * #open} and {@link #close}, confined to the loop.
 */
public final class TokenEndpoint implements RequestSender, AutoCloseable {
    private final VertxLoop loop;
    private final Addresses addresses;
    private final Origin origin;
    private final WebClientOptions options;

    private TokenEndpoint(VertxLoop loop, Addresses addresses, Origin origin, WebClientOptions options) {
        this.loop = loop;
        this.addresses = addresses;
        this.origin = origin;
        this.options = options;
    }

    /**
     * Prepares for an endpoint; connects to nothing yet. May block to read certificates.
     *
     * @throws IllegalArgumentException if the authority, the client certificate or its key is not PEM
     */
    public static TokenEndpoint open(VertxLoop loop, Target endpoint, Resources resources, AddressPolicy policy) {
        Origin origin = Origin.of(endpoint);
        WebClientOptions options = new WebClientOptions()
                .setFollowRedirects(false)
                .setUserAgentEnabled(false)
                .setDecompressionSupported(false)
                .setKeepAlive(false);
        if (endpoint.protocol() == Target.Protocol.HTTP2) {
            options.setProtocolVersion(HttpVersion.HTTP_2)
                    .setUseAlpn(true)
                    .setAlpnVersions(List.of(HttpVersion.HTTP_2))
                    .setHttp2ClearTextUpgrade(false);
        }
        if (origin.https()) {
            options.setForceSni(origin.serverName() != null);
            TlsSettings.of(endpoint.tls(), resources, List.of()).applyTo(options);
        }
        return new TokenEndpoint(loop, new Addresses(loop, policy), origin, options);
    }

    @Override
    public Transport.Exchange send(PreparedRequest request, int bodyLimit, Transport.Listener listener) {
        TokenExchange exchange = new TokenExchange(loop, origin, options, request, bodyLimit, listener);
        loop.execute(() -> addresses.find(origin, exchange));
        return exchange;
    }

    /** Closes the resolver's sockets; requests in flight are cancelled by their owner. From any thread. */
    @Override
    public void close() {
        loop.execute(addresses::close);
    }
}
