package dev.loadtest.images;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Records the command line's {@link ClassList}: it watches a load test of a cluster, against an API server that is played
 * here.
 *
 * <p>usage: {@code java CliTraining.java tar://FOLDER/base.tar JAR CLASSPATH LIST}
 */
final class CliTraining {
    /** Until it waits for what happens next. */
    private static final Duration AT_WORK = Duration.ofSeconds(6);

    private CliTraining() {}

    public static void main(String[] arguments) throws Exception {
        ClassList list = ClassList.of(arguments);
        try (PlayedApiServer server = PlayedApiServer.start(ApiServerKey.make(list.folder()), ApiServerKey.PASSWORD)) {
            Process process = list.start(
                    List.of("-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-XX:TieredStopAtLevel=1"),
                    "dev.loadtest.cli.Main",
                    Map.of(
                            "KUBERNETES_MASTER",
                            server.url(),
                            "KUBERNETES_CERTS_CA_FILE",
                            ApiServerKey.certificate(list.folder()).toString(),
                            "KUBERNETES_AUTH_TRYKUBECONFIG",
                            "false",
                            "KUBERNETES_AUTH_TRYSERVICEACCOUNT",
                            "false"),
                    "cluster",
                    "watch",
                    "plots",
                    "-n",
                    "shop");
            list.await(process, server::isWatched);
            process.waitFor(AT_WORK.toMillis(), TimeUnit.MILLISECONDS);
            list.end(process);
        }
    }
}
