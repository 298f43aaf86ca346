package dev.loadtest.worker.http;

import dev.loadtest.engine.plan.Target;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.provider.Arguments;

/** The same over TLS. */
class OddResponsesTlsIT extends OddResponsesIT {
    private static @Nullable Identity identity;

    static Stream<Arguments> responses() {
        return responses(Way.PLAIN, Way.FILE);
    }

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
