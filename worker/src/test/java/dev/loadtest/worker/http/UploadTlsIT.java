package dev.loadtest.worker.http;

import dev.loadtest.engine.plan.Target;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Uploads over HTTP/1.1 and TLS. */
class UploadTlsIT extends UploadHttp1IT {
    @RegisterExtension
    static final TestIdentity IDENTITY = new TestIdentity("ip:127.0.0.1");

    @Override
    SSLContext serverTls() {
        return IDENTITY.get().context();
    }

    @Override
    Target.Tls clientTls() {
        return new Target.Tls(null, true);
    }
}
