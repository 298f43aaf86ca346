package dev.loadtest.operator;

import dev.loadtest.operator.observe.LoadTestHead;
import dev.loadtest.operator.run.RemoteConnector;
import dev.loadtest.operator.settings.ApiServerAddresses;
import dev.loadtest.operator.settings.Settings;
import dev.loadtest.operator.settings.SettingsReader;
import dev.loadtest.operator.smoke.SmokeRun;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Entry point of the operator's process, and of the chart's test. */
public final class OperatorMain {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorMain.class);
    /** Arguments of the chart's test. */
    private static final List<String> SMOKE = List.of("smoke");

    private static final Duration CALL = Duration.ofSeconds(10);
    private static final Duration CONNECT = Duration.ofSeconds(3);

    private OperatorMain() {}

    public static void main(String[] arguments) {
        try {
            if (List.of(arguments).equals(SMOKE)) {
                System.exit(SmokeRun.run(System.getenv(), System.out));
            }
            run(new SettingsReader(System.getenv()).read());
        } catch (RuntimeException e) {
            LOG.error("the operator cannot start", e);
            System.exit(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void run(Settings settings) throws InterruptedException {
        KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(config())
                .withKubernetesSerialization(LoadTestHead.serialization())
                .build();
        Settings denying = settings.denying(ApiServerAddresses.of(client));
        LOG.info(
                "denied targets beyond the built-in ones: {}", denying.targets().denied());
        OperatorProcess process = OperatorProcess.start(denying, client, new RemoteConnector(), InstantSource.system());
        // Releases the Lease, so that the next operator need not wait for its expiry.
        Runtime.getRuntime().addShutdownHook(new Thread(process::close, "shutdown"));
        process.awaitEnd();
        System.exit(1);
    }

    /** Few quick attempts: callers try again, and the Lease must be renewed soon after an outage. */
    private static Config config() {
        return new ConfigBuilder(Config.autoConfigure(null))
                .withRequestTimeout((int) CALL.toMillis())
                .withConnectionTimeout((int) CONNECT.toMillis())
                .withRequestRetryBackoffLimit(2)
                .build();
    }
}
