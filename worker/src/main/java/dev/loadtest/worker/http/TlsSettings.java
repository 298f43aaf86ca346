package dev.loadtest.worker.http;

import dev.loadtest.engine.plan.SecretRef;
import dev.loadtest.engine.plan.Target;
import dev.loadtest.engine.run.Resources;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * How servers prove who they are, for both paths: by the JDK's authorities or by the target's own, always for the name
 * that was asked for; or not at all.
 *
 * @param authority certificates in PEM; null for the JDK's
 */
record TlsSettings(@Nullable String authority, boolean insecure) {
    /** Vert.x does not tell when a handshake begins: it has to give one up itself, and before its dial does. */
    private static final long HANDSHAKE_MILLIS = TimeUnit.SECONDS.toMillis(Dial.TIMEOUT_SECONDS) - 500;

    /** @throws IllegalArgumentException where the authority is no PEM certificate */
    static TlsSettings of(Target.Tls tls, Resources resources) {
        SecretRef ref = tls.authority();
        TlsSettings settings = new TlsSettings(ref == null ? null : resources.secret(ref), tls.insecureSkipVerify());
        try {
            settings.forNetty();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(ref + " holds no certificates in PEM", e);
        }
        return settings;
    }

    SslContext forNetty() {
        SslContextBuilder builder = SslContextBuilder.forClient()
                .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
                .endpointIdentificationAlgorithm(identification());
        if (insecure) {
            builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
        } else if (authority != null) {
            builder.trustManager(new ByteArrayInputStream(authority.getBytes(StandardCharsets.UTF_8)));
        }
        try {
            return builder.build();
        } catch (SSLException e) {
            throw new IllegalArgumentException("no TLS context can be made", e);
        }
    }

    ClientSSLOptions forVertx() {
        ClientSSLOptions options =
                new ClientSSLOptions().setTrustAll(insecure).setHostnameVerificationAlgorithm(identification());
        options.setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS).setSslHandshakeTimeout(HANDSHAKE_MILLIS);
        if (authority != null && !insecure) {
            options.setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(authority)));
        }
        return options;
    }

    private String identification() {
        return insecure ? "" : "HTTPS";
    }
}
