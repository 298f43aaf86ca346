package dev.loadtest.operator.smoke;

import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.operator.apply.Deletion;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs a LoadTest against the operator's health, prints its verdict, and deletes what it has created. Blocks. */
public final class SmokeRun {
    /** Longer than the LoadTest's own deadlines: 2 minutes to start, 1 minute for the first phase. */
    private static final Duration MOST = Duration.ofMinutes(4);

    private final KubernetesClient client;
    private final SmokeSettings settings;
    private final PrintStream out;
    private final List<HasMetadata> created = new ArrayList<>();

    private SmokeRun(KubernetesClient client, SmokeSettings settings, PrintStream out) {
        this.client = client;
        this.settings = settings;
        this.out = out;
    }

    /**
     * Runs it with the settings of the environment.
     *
     * @return exit status: 0 if it passed, otherwise 1
     * @throws IllegalArgumentException with the name of a missing variable
     */
    public static int run(Map<String, String> environment, PrintStream out) {
        SmokeSettings settings = SmokeSettings.read(environment);
        try (KubernetesClient client = new KubernetesClientBuilder().build()) {
            return new SmokeRun(client, settings, out).run();
        }
    }

    private int run() {
        List<String> addresses = SmokeOutcome.addresses(client.pods()
                .inNamespace(settings.operatorNamespace())
                .withLabelSelector(settings.operatorLabels())
                .list()
                .getItems());
        if (addresses.isEmpty()) {
            out.println("no pod of the operator is ready in namespace " + settings.operatorNamespace());
            return 1;
        }
        try {
            LoadTest ended = awaitEnd(client.resource(create(addresses)));
            out.println(SmokeOutcome.sentence(ended));
            return SmokeOutcome.isPassed(ended) ? 0 : 1;
        } finally {
            created.reversed().forEach(new Deletion(client)::delete);
        }
    }

    private LoadTest create(List<String> addresses) {
        SmokeObjects objects = new SmokeObjects(settings);
        String service = create(objects.service()).getMetadata().getName();
        create(objects.endpoints(service, addresses));
        LoadTest test = create(objects.loadTest(service));
        out.println("LoadTest " + test.getMetadata().getName() + " in namespace " + settings.namespace()
                + " against the operator at " + String.join(", ", addresses));
        return test;
    }

    private <T extends HasMetadata> T create(T object) {
        T stored = client.resource(object).create();
        created.add(stored);
        return stored;
    }

    private static @Nullable LoadTest awaitEnd(Resource<LoadTest> test) {
        try {
            return test.waitUntilCondition(SmokeOutcome::isSettled, MOST.toSeconds(), TimeUnit.SECONDS);
        } catch (KubernetesClientTimeoutException e) {
            return test.get();
        }
    }
}
