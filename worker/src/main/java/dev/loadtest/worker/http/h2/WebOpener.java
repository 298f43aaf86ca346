package dev.loadtest.worker.http.h2;

import dev.loadtest.worker.DescriptorBudget;
import dev.loadtest.worker.VertxLoop;
import dev.loadtest.worker.http.dial.Dial;
import dev.loadtest.worker.http.dial.Failure;
import dev.loadtest.worker.http.dial.LocalLimit;
import dev.loadtest.worker.http.dial.Origin;
import dev.loadtest.worker.http.dial.TlsSettings;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;

/** Opens HTTP/2 connections of Vert.x to one origin. */
final class WebOpener implements Dial.Opener<WebConnection> {
    private final VertxLoop loop;
    private final Origin origin;
    private final TlsSettings tls;
    private final HttpClientAgent agent;
    private final DescriptorBudget descriptors;

    WebOpener(VertxLoop loop, Origin origin, TlsSettings tls, HttpClientAgent agent) {
        this.loop = loop;
        this.origin = origin;
        this.tls = tls;
        this.agent = agent;
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
                .setPort(origin.called().port())
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setSsl(origin.https());
        if (origin.https()) {
            options.setSslOptions(tls.forVertx());
        }
        loop.context().dispatch(() -> agent.connect(options).onComplete(attempt::connected, attempt::failed));
        return attempt::giveUp;
    }

    /** Vert.x cannot cancel an attempt: a connection that opens nevertheless is closed. */
    private final class Attempt {
        private final InetSocketAddress address;
        private final Dial.Opened<WebConnection> opened;
        private boolean givenUp;

        Attempt(InetSocketAddress address, Dial.Opened<WebConnection> opened) {
            this.address = address;
            this.opened = opened;
        }

        void giveUp() {
            givenUp = true;
        }

        void connected(HttpClientConnection connection) {
            WebConnection made = new WebConnection(loop, origin, connection, descriptors::giveBack);
            if (givenUp) {
                made.close();
            } else {
                opened.connected(made);
            }
        }

        void failed(Throwable thrown) {
            descriptors.giveBack();
            if (!givenUp) {
                opened.failed(failureOf(thrown, address));
            }
        }
    }

    private Failure failureOf(Throwable thrown, InetSocketAddress address) {
        return origin.https() ? Failure.ofOpeningWithTls(thrown, address) : Failure.ofOpening(thrown, address);
    }
}
