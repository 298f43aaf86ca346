package dev.loadtest.operator.apply;

import dev.loadtest.operator.key.OperatorKey;
import dev.loadtest.operator.settings.Settings;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Base64;

/** The operator's key, in its own namespace. The chart creates it; the operator has no right to create Secrets. */
public final class KeySecret {
    private static final String KEY = "key";

    private KeySecret() {}

    /** @throws IllegalStateException if the Secret or its key is missing */
    public static OperatorKey load(KubernetesClient client, Settings settings) {
        Secret found = client.secrets()
                .inNamespace(settings.namespace())
                .withName(settings.keySecret())
                .get();
        String name = settings.namespace() + "/" + settings.keySecret();
        if (found == null) {
            throw new IllegalStateException(
                    "there is no Secret " + name + ", the operator's key: helm upgrade creates it");
        }
        if (found.getData() == null || !found.getData().containsKey(KEY)) {
            throw new IllegalStateException("the Secret " + name + " has no \"" + KEY
                    + "\": delete it, and helm upgrade creates it again, or put 32 random bytes there");
        }
        return new OperatorKey(Base64.getDecoder().decode(found.getData().get(KEY)));
    }
}
