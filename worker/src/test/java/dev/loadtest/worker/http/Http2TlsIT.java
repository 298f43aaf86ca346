package dev.loadtest.worker.http;

import dev.loadtest.engine.plan.SecretRef;
import dev.loadtest.engine.plan.Target;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.extension.RegisterExtension;

/** HTTP/2 over TLS, agreed on by ALPN. */
class Http2TlsIT extends Http2GoingAwayContract {
    @RegisterExtension
    static final TestIdentity IDENTITY = new TestIdentity("ip:127.0.0.1");

    @Override
    Identity identity() {
        return IDENTITY.get();
    }

    @Override
    SSLContext serverTls() {
        return IDENTITY.get().context();
    }

    @Override
    Target.Tls clientTls() {
        return new Target.Tls(new SecretRef(SecretRef.Kind.CONFIG_MAP, "ca", "ca.crt"), false);
    }

    @Override
    String authority() {
        return IDENTITY.get().pem();
    }
}
