package dev.loadtest.operator.apply;

import dev.loadtest.operator.desired.Names;
import dev.loadtest.operator.key.OperatorKey;
import dev.loadtest.operator.settings.Settings;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The operator's key, in the operator's own namespace; made by the first operator that needs it. */
public final class KeySecret {
    private static final String KEY = "key";
    private static final int BYTES = 32;
    private static final int CONFLICT = 409;

    private KeySecret() {}

    /** @throws IllegalStateException where a Secret of that name holds no key */
    public static OperatorKey load(KubernetesClient client, Settings settings) {
        Secret found = get(client, settings);
        if (found == null) {
            create(client, settings);
            found = get(client, settings);
        }
        if (found == null || found.getData() == null || !found.getData().containsKey(KEY)) {
            throw new IllegalStateException("the Secret " + settings.namespace() + "/" + settings.keySecret()
                    + " has no \"" + KEY + "\"; delete it, and the operator makes it anew");
        }
        return new OperatorKey(Base64.getDecoder().decode(found.getData().get(KEY)));
    }

    private static @Nullable Secret get(KubernetesClient client, Settings settings) {
        return client.secrets()
                .inNamespace(settings.namespace())
                .withName(settings.keySecret())
                .get();
    }

    private static void create(KubernetesClient client, Settings settings) {
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        Secret secret = new SecretBuilder()
                .withNewMetadata()
                .withName(settings.keySecret())
                .withNamespace(settings.namespace())
                .addToLabels("app.kubernetes.io/managed-by", Names.MANAGER)
                .endMetadata()
                .withImmutable(true)
                .withType("Opaque")
                .addToData(KEY, Base64.getEncoder().encodeToString(key))
                .build();
        try {
            client.resource(secret).create();
        } catch (KubernetesClientException e) {
            if (e.getCode() != CONFLICT) {
                throw e;
            }
            // Another replica was first; its key is the one.
        }
    }
}
