package dev.loadtest.worker.http;

import dev.loadtest.engine.plan.SecretRef;
import dev.loadtest.engine.plan.Target;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** HTTP/2 over TLS, agreed on by ALPN. */
class Http2TlsIT extends Http2GoingAwayContract {
    private static @Nullable Identity identity;

    @BeforeAll
    static void makeIdentity() throws Exception {
        identity = Identity.forNames("ip:127.0.0.1");
    }

    @AfterAll
    static void deleteIdentity() throws Exception {
        made().delete();
    }

    private static Identity made() {
        if (identity == null) {
            throw new IllegalStateException("not made");
        }
        return identity;
    }

    @Override
    Identity identity() {
        return made();
    }

    @Override
    SSLContext serverTls() {
        return made().context();
    }

    @Override
    Target.Tls clientTls() {
        return new Target.Tls(new SecretRef(SecretRef.Kind.CONFIG_MAP, "ca", "ca.crt"), false);
    }

    @Override
    String authority() {
        return made().pem();
    }
}
