package dev.loadtest.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Records the operator's {@link ClassList}: it leads, and begins with a run, against an API server that is played here.
 *
 * <p>usage: {@code java OperatorTraining.java tar://FOLDER/base.tar JAR CLASSPATH LIST}
 */
final class OperatorTraining {
    /** Its work after the start, until it waits for pods. */
    private static final Duration AT_WORK = Duration.ofSeconds(6);

    private OperatorTraining() {}

    public static void main(String[] arguments) throws Exception {
        ClassList list = ClassList.of(arguments);
        try (PlayedApiServer server = PlayedApiServer.start(ApiServerKey.make(list.folder()), ApiServerKey.PASSWORD)) {
            Process process = list.start(
                    List.of("-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-XX:TieredStopAtLevel=1"),
                    "dev.loadtest.operator.OperatorMain",
                    environment(server.url(), list.folder()));
            list.await(process, () -> leads(list));
            process.waitFor(AT_WORK.toMillis(), TimeUnit.MILLISECONDS);
            list.end(process);
        }
    }

    private static boolean leads(ClassList list) {
        try {
            return list.said().contains(" leads");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> environment(String url, Path folder) {
        return Map.of(
                "KUBERNETES_MASTER", url,
                "KUBERNETES_CERTS_CA_FILE", ApiServerKey.certificate(folder).toString(),
                "KUBERNETES_AUTH_TRYKUBECONFIG", "false",
                "KUBERNETES_AUTH_TRYSERVICEACCOUNT", "false",
                "POD_NAME", "operator",
                "POD_NAMESPACE", "system",
                "CONTROL_KEY_SECRET", "key",
                "LEASE_NAME", "lease",
                "WORKER_IMAGE", "worker",
                "MANAGEMENT_PORT", "0");
    }
}
