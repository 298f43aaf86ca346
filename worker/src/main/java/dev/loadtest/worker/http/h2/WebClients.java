package dev.loadtest.worker.http.h2;

import dev.loadtest.engine.plan.Target;
import dev.loadtest.worker.VertxLoop;
import dev.loadtest.worker.http.dial.Addresses;
import dev.loadtest.worker.http.dial.Dial;
import dev.loadtest.worker.http.dial.Origin;
import dev.loadtest.worker.http.dial.TlsSettings;
import dev.loadtest.worker.http.message.HeadReader;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Opens HTTP/2 connections, to the target and to redirects' locations. */
public final class WebClients {
    private static final int STREAM_WINDOW = 1 << 20;
    private static final int CONNECTION_WINDOW = 1 << 24;

    private final VertxLoop loop;
    private final Addresses addresses;
    private final Origin origin;
    private final TlsSettings tls;
    private final String boundary;
    private @Nullable HttpClientAgent named;
    private @Nullable HttpClientAgent nameless;
    private long retries;

    /** @param boundary between the parts of forms */
    public WebClients(VertxLoop loop, Addresses addresses, Target target, TlsSettings tls, String boundary) {
        this.loop = loop;
        this.addresses = addresses;
        this.origin = Origin.of(target);
        this.tls = tls;
        this.boundary = boundary;
    }

    public VertxLoop loop() {
        return loop;
    }

    /** Of the target. */
    public Origin origin() {
        return origin;
    }

    /** Boundary between the parts of forms. */
    public String boundary() {
        return boundary;
    }

    Dial<WebConnection> dialTarget(Dial.Owner<WebConnection> owner) {
        return dial(origin, owner);
    }

    public Dial<WebConnection> dial(Origin to, Dial.Owner<WebConnection> owner) {
        WebOpener opener = new WebOpener(loop, to, tls, agent(to));
        return new Dial<>(loop, addresses, to, opener, owner);
    }

    /** Vert.x, like the JDK, sends single-label server names only if forced, and must not be given others then. */
    private HttpClientAgent agent(Origin to) {
        if (to.serverName() != null) {
            named = named != null ? named : create(true);
            return named;
        }
        nameless = nameless != null ? nameless : create(false);
        return nameless;
    }

    private HttpClientAgent create(boolean forceSni) {
        return loop.context().owner().createHttpClient(options().setForceSni(forceSni));
    }

    /** Resends a request that the target has left unprocessed. */
    void countRetry() {
        retries++;
    }

    public long retries() {
        return retries;
    }

    private HttpClientOptions options() {
        return new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setAlpnVersions(List.of(HttpVersion.HTTP_2))
                .setUseAlpn(true)
                .setHttp2ClearTextUpgrade(false)
                .setInitialSettings(new Http2Settings()
                        .setPushEnabled(false)
                        .setMaxHeaderListSize(HeadReader.MAX_BYTES)
                        .setInitialWindowSize(STREAM_WINDOW))
                .setHttp2ConnectionWindowSize(CONNECTION_WINDOW)
                .setConnectTimeout((int) TimeUnit.SECONDS.toMillis(Dial.TIMEOUT_SECONDS))
                .setDecompressionSupported(false);
    }

    public void close() {
        if (named != null) {
            named.close();
        }
        if (nameless != null) {
            nameless.close();
        }
    }
}
