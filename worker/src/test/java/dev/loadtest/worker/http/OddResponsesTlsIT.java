package dev.loadtest.worker.http;

import dev.loadtest.engine.plan.Target;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.provider.Arguments;

/** The same over TLS. */
class OddResponsesTlsIT extends OddResponsesIT {
    @RegisterExtension
    static final TestIdentity IDENTITY = new TestIdentity("ip:127.0.0.1");

    static Stream<Arguments> responses() {
        return responses(Way.PLAIN, Way.FILE);
    }

    @Override
    SSLContext serverTls() {
        return IDENTITY.get().context();
    }

    @Override
    Target.Tls clientTls() {
        return new Target.Tls(null, true);
    }
}
