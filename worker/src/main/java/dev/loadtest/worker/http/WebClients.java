package dev.loadtest.worker.http;

import dev.loadtest.engine.plan.Target;
import dev.loadtest.worker.VertxLoop;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Opens the connections of the web client's path: to the target, and to where its redirects lead. */
final class WebClients {
    private static final int LONGEST_LINE = 4096;
    private static final int STREAM_WINDOW = 1 << 20;
    private static final int CONNECTION_WINDOW = 1 << 24;

    private final VertxLoop loop;
    private final Addresses addresses;
    private final Origin origin;
    private final HttpVersion version;
    private final TlsSettings tls;
    private final IntConsumer lingering;
    private final String boundary;
    private @Nullable HttpClientAgent named;
    private @Nullable HttpClientAgent nameless;
    private long retries;

    /** @param lingering told how many more attempts to open a connection go on for nobody, or fewer */
    WebClients(VertxLoop loop, Addresses addresses, Target target, TlsSettings tls, IntConsumer lingering) {
        this.loop = loop;
        this.addresses = addresses;
        this.origin = Origin.of(target);
        this.version = target.protocol() == Target.Protocol.HTTP2 ? HttpVersion.HTTP_2 : HttpVersion.HTTP_1_1;
        this.tls = tls;
        this.lingering = lingering;
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        this.boundary = "loadtest-" + HexFormat.of().formatHex(random);
    }

    VertxLoop loop() {
        return loop;
    }

    /** The target's. */
    Origin origin() {
        return origin;
    }

    /** Of multipart bodies: drawn once, since nobody can foresee it. */
    String boundary() {
        return boundary;
    }

    Dial<WebConnection> dialTarget(Dial.Owner<WebConnection> owner) {
        return dial(origin, owner);
    }

    Dial<WebConnection> dial(Origin to, Dial.Owner<WebConnection> owner) {
        WebOpener opener = new WebOpener(loop, to, version, tls, agent(to), lingering);
        return new Dial<>(loop, addresses, to, opener, owner);
    }

    /** Vert.x, like the JDK, tells servers names of one label only where it must, and then must not be given others. */
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

    /** A request is sent again that the target has left unprocessed. */
    void countRetry() {
        retries++;
    }

    long retries() {
        return retries;
    }

    private HttpClientOptions options() {
        return new HttpClientOptions()
                .setProtocolVersion(version)
                .setAlpnVersions(List.of(version))
                .setUseAlpn(version == HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false)
                .setInitialSettings(new Http2Settings()
                        .setPushEnabled(false)
                        .setMaxHeaderListSize(HeadReader.MOST_BYTES)
                        .setInitialWindowSize(STREAM_WINDOW))
                .setHttp2ConnectionWindowSize(CONNECTION_WINDOW)
                .setConnectTimeout((int) TimeUnit.SECONDS.toMillis(Dial.TIMEOUT_SECONDS))
                .setPipelining(false)
                .setMaxHeaderSize(HeadReader.MOST_BYTES)
                .setMaxInitialLineLength(LONGEST_LINE)
                .setDecompressionSupported(false);
    }

    void close() {
        if (named != null) {
            named.close();
        }
        if (nameless != null) {
            nameless.close();
        }
    }
}
