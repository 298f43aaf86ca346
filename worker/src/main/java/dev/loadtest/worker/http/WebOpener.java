package dev.loadtest.worker.http;

import dev.loadtest.worker.VertxLoop;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;

/** Opens connections of Vert.x to one origin. */
final class WebOpener implements Dial.Opener<WebConnection> {
    private final VertxLoop loop;
    private final Origin origin;
    private final HttpVersion version;
    private final TlsSettings tls;
    private final HttpClientAgent agent;

    WebOpener(VertxLoop loop, Origin origin, HttpVersion version, TlsSettings tls, HttpClientAgent agent) {
        this.loop = loop;
        this.origin = origin;
        this.version = version;
        this.tls = tls;
        this.agent = agent;
    }

    @Override
    public Runnable open(InetSocketAddress address, Dial.Opened<WebConnection> opened) {
        boolean[] over = {false};
        HttpConnectOptions options = new HttpConnectOptions()
                .setServer(SocketAddress.inetSocketAddress(address))
                .setHost(origin.host())
                .setPort(origin.port())
                .setProtocolVersion(version)
                .setSsl(origin.https());
        if (origin.https()) {
            options.setSslOptions(tls.forVertx());
        }
        loop.context().dispatch(() -> agent.connect(options)
                .onComplete(connection -> connected(connection, over, opened), failure -> {
                    if (!over[0]) {
                        opened.failed(failureOf(failure));
                    }
                }));
        return () -> over[0] = true;
    }

    private void connected(HttpClientConnection connection, boolean[] over, Dial.Opened<WebConnection> opened) {
        if (over[0]) {
            connection.close();
        } else {
            opened.connected(new WebConnection(loop, origin, connection));
        }
    }

    private Failure failureOf(Throwable thrown) {
        return origin.https() ? Failure.ofOpeningWithTls(thrown) : Failure.ofOpening(thrown);
    }
}
