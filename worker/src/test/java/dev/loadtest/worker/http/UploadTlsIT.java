package dev.loadtest.worker.http;

import dev.loadtest.engine.plan.Target;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Uploads over HTTP/1.1 and TLS. */
class UploadTlsIT extends UploadHttp1IT {
    private static @Nullable Identity identity;

    @BeforeAll
    static void makeIdentity() throws Exception {
        identity = Identity.forNames("ip:127.0.0.1");
    }

    @AfterAll
    static void deleteIdentity() throws Exception {
        if (identity != null) {
            identity.delete();
        }
    }

    @Override
    @Nullable
    SSLContext serverTls() {
        return identity == null ? null : identity.context();
    }

    @Override
    Target.Tls clientTls() {
        return new Target.Tls(null, true);
    }
}
