package dev.loadtest.worker.http;

import dev.loadtest.worker.DescriptorBudget;
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
    private final DescriptorBudget descriptors;

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
        this.descriptors = loop.descriptors();
    }

    @Override
    public Runnable open(InetSocketAddress address, Dial.Opened<WebConnection> opened) {
        if (!descriptors.take()) {
            opened.failed(LocalLimit.descriptors());
            return () -> {};
        }
        Attempt attempt = new Attempt(address, opened);
        HttpConnectOptions options = new HttpConnectOptions()
                .setServer(SocketAddress.inetSocketAddress(address))
                .setHost(origin.tlsHost())
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
        private final InetSocketAddress address;
        private final Dial.Opened<WebConnection> opened;
        private boolean givenUp;
        private boolean over;

        Attempt(InetSocketAddress address, Dial.Opened<WebConnection> opened) {
            this.address = address;
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
            WebConnection made = new WebConnection(loop, origin, connection, descriptors::giveBack);
            if (givenUp) {
                made.close();
                lingering.accept(-1);
            } else {
                opened.connected(made);
            }
        }

        void failed(Throwable thrown) {
            over = true;
            descriptors.giveBack();
            if (givenUp) {
                lingering.accept(-1);
            } else {
                opened.failed(failureOf(thrown, address));
            }
        }
    }

    private Failure failureOf(Throwable thrown, InetSocketAddress address) {
        return origin.https() ? Failure.ofOpeningWithTls(thrown, address) : Failure.ofOpening(thrown, address);
    }
}
