package dev.loadtest.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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
    /** Of a key used once. */
    private static final String PASSWORD = "training";
    /** Its work after the start, until it waits for pods. */
    private static final Duration AT_WORK = Duration.ofSeconds(6);

    private OperatorTraining() {}

    public static void main(String[] arguments) throws Exception {
        ClassList list = ClassList.of(arguments);
        try (PlayedApiServer server = PlayedApiServer.start(certificate(list.folder()), PASSWORD)) {
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

    /** A key and its certificate for the played API server: a cluster's is asked by TLS, and of that, too, are classes. */
    private static Path certificate(Path folder) throws IOException, InterruptedException {
        Path store = folder.resolve("api.p12");
        Files.deleteIfExists(store);
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        ClassList.run(
                keytool,
                "-genkeypair",
                "-alias",
                "api",
                "-keyalg",
                "EC",
                "-dname",
                "CN=api",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString());
        ClassList.run(
                keytool,
                "-exportcert",
                "-rfc",
                "-alias",
                "api",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString(),
                "-file",
                folder.resolve("api.pem").toString());
        return store;
    }

    private static Map<String, String> environment(String url, Path folder) {
        return Map.of(
                "KUBERNETES_MASTER", url,
                "KUBERNETES_CERTS_CA_FILE", folder.resolve("api.pem").toString(),
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
