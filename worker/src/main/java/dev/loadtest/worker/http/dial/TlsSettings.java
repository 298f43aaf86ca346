package dev.loadtest.worker.http.dial;

import dev.loadtest.engine.plan.SecretRef;
import dev.loadtest.engine.plan.Target;
import dev.loadtest.engine.run.request.Resources;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.TrustOptions;
import java.security.GeneralSecurityException;
import java.util.LinkedHashSet;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * TLS settings of HTTP/1.1 and HTTP/2: versions; verification of servers by the JDK's or the target's own authorities,
 * always with the host name, or none; the client certificate.
 */
public final class TlsSettings {
    /** Versions not deprecated by RFC 8996. */
    static final List<String> VERSIONS = List.of("TLSv1.3", "TLSv1.2");

    private final SslContext context;
    private final boolean insecure;
    private final @Nullable TrustManagerFactory trust;
    private final @Nullable ClientIdentity client;

    /**
     * @param authorities null for the JDK's
     * @param insecure whether any certificate is accepted
     * @param client null for no client certificate
     * @param protocols offered by ALPN; none for HTTP/1.1, which needs no agreement
     */
    private TlsSettings(
            @Nullable Authorities authorities,
            boolean insecure,
            @Nullable ClientIdentity client,
            List<String> protocols)
            throws GeneralSecurityException, SSLException {
        this.insecure = insecure;
        this.client = client;
        this.trust = authorities == null ? null : authorities.trust();
        SslContextBuilder builder = SslContextBuilder.forClient()
                .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
                .protocols(VERSIONS)
                .endpointIdentificationAlgorithm(insecure ? "" : "HTTPS")
                .trustManager(insecure ? InsecureTrustManagerFactory.INSTANCE : trust);
        if (client != null) {
            builder.keyManager(client.key(), client.certificates());
        }
        if (!protocols.isEmpty()) {
            builder.applicationProtocolConfig(new ApplicationProtocolConfig(
                    ApplicationProtocolConfig.Protocol.ALPN,
                    ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                    ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                    protocols));
        }
        this.context = builder.build();
    }

    /**
     * Settings for a target.
     *
     * @param protocols offered by ALPN; none for HTTP/1.1
     * @throws IllegalArgumentException if the authority, the client certificate or its key is not PEM
     */
    public static TlsSettings of(Target.Tls tls, Resources resources, List<String> protocols) {
        SecretRef ref = tls.authority();
        ClientIdentity client = tls.client() == null ? null : ClientIdentity.of(tls.client(), resources);
        try {
            Authorities own = ref == null ? null : Authorities.of(resources.secret(ref));
            return new TlsSettings(own, tls.insecureSkipVerify(), client, protocols);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(ref + " holds no certificates in PEM", e);
        } catch (SSLException e) {
            // Of inputs that were parsed, only certificate and key can contradict each other.
            String what = tls.client() == null
                    ? "no TLS context can be made"
                    : tls.client().key() + " is not the key of " + tls.client().certificate();
            throw new IllegalArgumentException(what, e);
        }
    }

    /** The same for a client of Vert.x. */
    public void applyTo(HttpClientOptions options) {
        options.setSsl(true)
                .setEnabledSecureTransportProtocols(new LinkedHashSet<>(VERSIONS))
                .setSslEngineOptions(OpenSsl.isAvailable() ? new OpenSSLEngineOptions() : new JdkSSLEngineOptions())
                .setTrustAll(insecure)
                .setVerifyHost(!insecure);
        if (trust != null && !insecure) {
            options.setTrustOptions(TrustOptions.wrap(trust));
        }
        if (client != null) {
            options.setKeyCertOptions(KeyCertOptions.wrap(client.keys()));
        }
    }

    /** Shared by all connections. */
    SslContext context() {
        return context;
    }
}
