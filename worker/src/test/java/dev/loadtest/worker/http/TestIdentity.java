package dev.loadtest.worker.http;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An {@link Identity} for the tests of a class, registered as a static field. */
final class TestIdentity implements BeforeAllCallback, AfterAllCallback {
    private final String names;
    private @Nullable Identity identity;

    /** @param names such as {@code dns:localhost,ip:127.0.0.1} */
    TestIdentity(String names) {
        this.names = names;
    }

    Identity get() {
        if (identity == null) {
            throw new IllegalStateException("not made");
        }
        return identity;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        identity = Identity.forNames(names);
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        get().delete();
        identity = null;
    }
}
