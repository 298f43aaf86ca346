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
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

    /** Vert.x does not report when a handshake begins: its own timeout must be shorter than the dial's. */
    private static final long HANDSHAKE_MILLIS = TimeUnit.SECONDS.toMillis(Dial.TIMEOUT_SECONDS) - 500;

    private final boolean insecure;
    private final @Nullable String authorities;
    private final @Nullable ClientIdentity client;
    private final SslContext context;

    /**
     * @param authorities null for the JDK's
     * @param insecure whether any certificate is accepted
     * @param client null for no client certificate
     */
    private TlsSettings(@Nullable Authorities authorities, boolean insecure, @Nullable ClientIdentity client)
            throws GeneralSecurityException, SSLException {
        this.insecure = insecure;
        this.client = client;
        this.authorities = authorities == null ? null : authorities.pem();
        TrustManagerFactory trust = authorities == null ? null : authorities.trust();
        SslContextBuilder builder = SslContextBuilder.forClient()
                .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
                .protocols(VERSIONS)
                .endpointIdentificationAlgorithm(identification())
                .trustManager(insecure ? InsecureTrustManagerFactory.INSTANCE : trust);
        if (client != null) {
            builder.keyManager(client.key(), client.certificates());
        }
        this.context = builder.build();
    }

    /** @throws IllegalArgumentException if the authority, the client certificate or its key is not PEM */
    public static TlsSettings of(Target.Tls tls, Resources resources) {
        SecretRef ref = tls.authority();
        ClientIdentity client = tls.client() == null ? null : ClientIdentity.of(tls.client(), resources);
        try {
            Authorities own = ref == null ? null : Authorities.of(resources.secret(ref));
            return new TlsSettings(own, tls.insecureSkipVerify(), client);
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
        if (client != null) {
            options.setKeyCertOptions(new PemKeyCertOptions()
                    .addCertValue(Buffer.buffer(chain(client)))
                    .addKeyValue(Buffer.buffer(ClientKey.pem(client.key()))));
        }
        return options;
    }

    private static String chain(ClientIdentity client) {
        try {
            return client.chain().pem();
        } catch (CertificateException e) {
            throw new AssertionError("a certificate that was read from its encoding has one", e);
        }
    }

    private String identification() {
        return insecure ? "" : "HTTPS";
    }
}
