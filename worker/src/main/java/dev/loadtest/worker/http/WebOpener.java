package dev.loadtest.worker.http;

import dev.loadtest.worker.VertxLoop;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;
import java.util.function.IntConsumer;

/** Opens connections of Vert.x to one origin. */
final class WebOpener implements Dial.Opener<WebConnection> {
    private final VertxLoop loop;
    private final Origin origin;
    private final HttpVersion version;
    private final TlsSettings tls;
    private final HttpClientAgent agent;
    private final IntConsumer lingering;

    /** @param lingering told of each attempt that was given up and goes on all the same: 1, and -1 once it has ended */
    WebOpener(
            VertxLoop loop,
            Origin origin,
            HttpVersion version,
            TlsSettings tls,
            HttpClientAgent agent,
            IntConsumer lingering) {
        this.loop = loop;
        this.origin = origin;
        this.version = version;
        this.tls = tls;
        this.agent = agent;
        this.lingering = lingering;
    }

    @Override
    public Runnable open(InetSocketAddress address, Dial.Opened<WebConnection> opened) {
        Attempt attempt = new Attempt(opened);
        HttpConnectOptions options = new HttpConnectOptions()
                .setServer(SocketAddress.inetSocketAddress(address))
                .setHost(origin.host())
                .setPort(origin.port())
                .setProtocolVersion(version)
                .setSsl(origin.https());
        if (origin.https()) {
            options.setSslOptions(tls.forVertx());
        }
        loop.context().dispatch(() -> agent.connect(options).onComplete(attempt::connected, attempt::failed));
        return attempt::giveUp;
    }

    /** Vert.x cannot be told to break one off. */
    private final class Attempt {
        private final Dial.Opened<WebConnection> opened;
        private boolean givenUp;
        private boolean over;

        Attempt(Dial.Opened<WebConnection> opened) {
            this.opened = opened;
        }

        void giveUp() {
            if (!over) {
                givenUp = true;
                lingering.accept(1);
            }
        }

        void connected(HttpClientConnection connection) {
            over = true;
            if (givenUp) {
                connection.close();
                lingering.accept(-1);
            } else {
                opened.connected(new WebConnection(loop, origin, connection));
            }
        }

        void failed(Throwable thrown) {
            over = true;
            if (givenUp) {
                lingering.accept(-1);
            } else {
                opened.failed(failureOf(thrown));
            }
        }
    }

    private Failure failureOf(Throwable thrown) {
        return origin.https() ? Failure.ofOpeningWithTls(thrown) : Failure.ofOpening(thrown);
    }
}
