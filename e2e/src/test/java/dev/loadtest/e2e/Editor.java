package dev.loadtest.e2e;

import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Objects;

/** A service account with the built-in role {@code edit} in its namespace, and no other right. */
record Editor(String namespace, String name) {

    static Editor in(Scenario scenario, String name) {
        String namespace = scenario.namespace();
        Command.kubectl("-n", namespace, "create", "serviceaccount", name).ok();
        Command.kubectl(
                        "-n",
                        namespace,
                        "create",
                        "rolebinding",
                        name,
                        "--clusterrole=edit",
                        "--serviceaccount=" + namespace + ":" + name)
                .ok();
        return new Editor(namespace, name);
    }

    /** Its name for {@code kubectl --as}. */
    String user() {
        return "system:serviceaccount:" + namespace + ":" + name;
    }

    /** A kubeconfig with its token. */
    Path kubeconfig(Path folder) {
        Config config = Kubernetes.client().getConfiguration();
        String token = Command.kubectl("-n", namespace, "create", "token", name, "--duration=1h")
                .ok()
                .out()
                .strip();
        try {
            return Files.writeString(folder.resolve("kubeconfig"), """
                    apiVersion: v1
                    kind: Config
                    clusters: [{name: e2e, cluster: {server: "%s", certificate-authority-data: %s}}]
                    users: [{name: editor, user: {token: %s}}]
                    contexts: [{name: editor, context: {cluster: e2e, user: editor, namespace: %s}}]
                    current-context: editor
                    """.formatted(
                            config.getMasterUrl(), authority(config), token, namespace));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String authority(Config config) throws IOException {
        String file = config.getCaCertFile();
        return file == null
                ? Objects.requireNonNull(config.getCaCertData())
                : Base64.getEncoder()
                        .encodeToString(Files.readString(Path.of(file)).getBytes(StandardCharsets.UTF_8));
    }
}
