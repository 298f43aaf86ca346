package dev.loadtest.cli.cluster.api;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;

/** The API server's answer for an object that does not exist, which the client turns into null. */
final class Missing {
    private Missing() {}

    static Status loadTest(String name) {
        return new StatusBuilder()
                .withCode(404)
                .withMessage("LoadTest " + name + " not found")
                .withNewDetails()
                .withKind("LoadTest")
                .withName(name)
                .endDetails()
                .build();
    }
}
