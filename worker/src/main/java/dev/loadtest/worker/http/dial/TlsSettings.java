package dev.loadtest.worker.http.dial;

import dev.loadtest.engine.plan.SecretRef;
import dev.loadtest.engine.plan.Target;
import dev.loadtest.engine.run.request.Resources;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import java.security.GeneralSecurityException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * TLS settings of HTTP/1.1 and HTTP/2: versions, and verification of servers by the JDK's or the target's own
 * authorities, always with the host name; or no verification.
 */
public final class TlsSettings {
    /** Versions not deprecated by RFC 8996. */
    static final List<String> VERSIONS = List.of("TLSv1.3", "TLSv1.2");

    /** Vert.x does not report when a handshake begins: its own timeout must be shorter than the dial's. */
    private static final long HANDSHAKE_MILLIS = TimeUnit.SECONDS.toMillis(Dial.TIMEOUT_SECONDS) - 500;

    private final boolean insecure;
    private final @Nullable String authorities;
    private final SslContext context;

    /**
     * @param authorities null for the JDK's
     * @param insecure whether any certificate is accepted
     */
    private TlsSettings(@Nullable Authorities authorities, boolean insecure)
            throws GeneralSecurityException, SSLException {
        this.insecure = insecure;
        this.authorities = authorities == null ? null : authorities.pem();
        TrustManagerFactory trust = authorities == null ? null : authorities.trust();
        this.context = SslContextBuilder.forClient()
                .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
                .protocols(VERSIONS)
                .endpointIdentificationAlgorithm(identification())
                .trustManager(insecure ? InsecureTrustManagerFactory.INSTANCE : trust)
                .build();
    }

    /** @throws IllegalArgumentException if the authority is not a PEM certificate */
    public static TlsSettings of(Target.Tls tls, Resources resources) {
        SecretRef ref = tls.authority();
        try {
            Authorities own = ref == null ? null : Authorities.of(resources.secret(ref));
            return new TlsSettings(own, tls.insecureSkipVerify());
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(ref + " holds no certificates in PEM", e);
        } catch (SSLException e) {
            throw new IllegalArgumentException("no TLS context can be made", e);
        }
    }

    /** For our own channels; shared. */
    public SslContext forNetty() {
        return context;
    }

    public ClientSSLOptions forVertx() {
        ClientSSLOptions options =
                new ClientSSLOptions().setTrustAll(insecure).setHostnameVerificationAlgorithm(identification());
        options.setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS).setSslHandshakeTimeout(HANDSHAKE_MILLIS);
        options.setEnabledSecureTransportProtocols(new LinkedHashSet<>(VERSIONS));
        if (authorities != null && !insecure) {
            options.setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(authorities)));
        }
        return options;
    }

    private String identification() {
        return insecure ? "" : "HTTPS";
    }
}
