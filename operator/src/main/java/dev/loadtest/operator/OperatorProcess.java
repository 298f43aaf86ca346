package dev.loadtest.operator;

import dev.loadtest.control.metrics.OtlpExporter;
import dev.loadtest.control.serve.ManagementServer;
import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.operator.apply.Applier;
import dev.loadtest.operator.apply.KeySecret;
import dev.loadtest.operator.apply.Leftovers;
import dev.loadtest.operator.guard.TargetGuard;
import dev.loadtest.operator.key.OperatorKey;
import dev.loadtest.operator.observe.Observer;
import dev.loadtest.operator.observe.WorkerReadiness;
import dev.loadtest.operator.run.Runs;
import dev.loadtest.operator.run.WorkerConnector;
import dev.loadtest.operator.serve.ManagementPages;
import dev.loadtest.operator.serve.OperatorMetrics;
import dev.loadtest.operator.settings.ApiServerEndpoints;
import dev.loadtest.operator.settings.Settings;
import dev.loadtest.operator.settings.Settings.WorkerPods;
import dev.loadtest.operator.validate.Validator;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.RegisteredController;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.prometheus.metrics.model.snapshots.Labels;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The assembled operator: controller, runs, and management port. */
public final class OperatorProcess implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorProcess.class);
    /** Renewal may fail for 45 s, so that half a minute without the API server costs no run. */
    private static final Duration RENEW = Duration.ofSeconds(45);

    private static final Duration LEASE = Duration.ofSeconds(55);
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(5);
    /** LoadTests in one page of a list, each of at most 1.5 MB. */
    private static final long PAGE = 10;

    /** Reconciler threads. None waits for a run; each costs its stack permanently. */
    private static final int RECONCILERS = 10;

    private final Runs runs = new Runs();
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean leading = new AtomicBoolean();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Operator operator;
    private final Runnable release;
    private final StaleLeaseReleaser heir;
    private final WatchedNamespaces namespaces;
    private final RegisteredController<LoadTest> controller;
    private final ApiServerEndpoints apiServers;
    private final HeapTrimmer heap = new HeapTrimmer();
    private final LeftoverSweeper sweeper = new LeftoverSweeper();
    private final LoadTestReconciler reconciler;
    private final Leftovers leftovers;
    private final ManagementServer server;
    private final @Nullable OtlpExporter otlp;

    private OperatorProcess(
            Settings settings, KubernetesClient client, WorkerConnector connector, InstantSource clock) {
        OperatorMetrics metrics = new OperatorMetrics(runs, this::tests, leading::get, System::nanoTime);
        apiServers = new ApiServerEndpoints(client);
        apiServers.start(settings.targets().watchApiServers());
        TargetGuard guard = new TargetGuard(settings.targets(), apiServers::addresses);
        OperatorKey key = KeySecret.load(client, settings);
        leftovers = new Leftovers(client, key);
        reconciler = new LoadTestReconciler(
                new Observer(
                        client,
                        runs,
                        guard,
                        new WorkerReadiness(WorkerPods.METRICS_PORT),
                        settings.limits().maxSuspended(),
                        clock),
                new Validator(settings, guard),
                settings.limits(),
                new Applier(client, runs, connector, key, settings, guard, clock),
                metrics,
                clock);
        heir = new StaleLeaseReleaser(client, settings);
        release = () -> LeaseRelease.release(client, settings);
        operator = new Operator(config -> config.withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .withConcurrentReconciliationThreads(RECONCILERS)
                .withUseSSAToPatchPrimaryResource(false)
                .withLeaderElectionConfiguration(leaderElection(settings)));
        namespaces = WatchedNamespaces.of(client, settings.watchNamespaces());
        namespaces.look();
        controller = operator.register(reconciler, config -> configure(config, namespaces.open()));
        server = ManagementServer.start(
                settings.managementPort(), ManagementPages.of(metrics, this::healthy, started::get));
        otlp = settings.otlp().endpoint().isEmpty() ? null : exporter(settings, metrics, clock);
    }

    private static OtlpExporter exporter(Settings settings, OperatorMetrics metrics, InstantSource clock) {
        return OtlpExporter.start(
                URI.create(settings.otlp().endpoint()),
                settings.otlp().interval(),
                metrics::snapshots,
                Labels.of(
                        "service.name", "loadtest-operator",
                        "service.instance.id", settings.podName(),
                        "k8s.namespace.name", settings.namespace()),
                clock);
    }

    /**
     * Starts, and returns once it leads; meanwhile it serves health and is ready to lead.
     *
     * @param connector connects to worker pods
     */
    public static OperatorProcess start(
            Settings settings, KubernetesClient client, WorkerConnector connector, InstantSource clock) {
        OperatorProcess process = new OperatorProcess(settings, client, connector, clock);
        // A replica that waits for the Lease counts as ready.
        process.started.set(true);
        process.heir.start();
        process.heap.start(process.runs);
        process.operator.start();
        process.sweeper.start(process.reconciler, process.leftovers);
        process.namespaces.start(process.controller::changeNamespaces);
        return process;
    }

    /** Empty until the reconciler exists. */
    private List<LoadTest> tests() {
        return started.get() ? reconciler.tests() : List.of();
    }

    private boolean healthy() {
        return !operator.getRuntimeInfo().isStarted()
                || operator.getRuntimeInfo().allEventSourcesAreHealthy();
    }

    private static void configure(ControllerConfigurationOverrider<LoadTest> config, Set<String> namespaces) {
        config.withRetry(new GenericRetry()
                .setInitialInterval(1_000)
                .setIntervalMultiplier(1.5)
                .setMaxInterval(LONGEST_RETRY.toMillis())
                .withoutMaxAttempts());
        config.withInformerListLimit(PAGE);
        if (namespaces.isEmpty()) {
            config.watchingAllNamespaces();
        } else {
            config.settingNamespaces(namespaces);
        }
    }

    /**
     * On loss of leadership, releases the runs, whose workers pause by themselves, and ends the process: its watches
     * and caches are not reused.
     */
    private LeaderElectionConfiguration leaderElection(Settings settings) {
        return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(settings.lease())
                .withLeaseNamespace(settings.namespace())
                .withIdentity(settings.podName())
                .withLeaseDuration(LEASE)
                .withRenewDeadline(RENEW)
                .withRetryPeriod(RETRY)
                .withExitOnStopLeading(false)
                .withLeaderCallbacks(new LeaderCallbacks(
                        () -> leads(settings.podName()),
                        () -> leadsNoMore(settings.podName()),
                        leader -> LOG.info("the leader is {}", leader)))
                .build();
    }

    private void leads(String podName) {
        heir.stop();
        leading.set(true);
        LOG.info("{} leads", podName);
    }

    private void leadsNoMore(String podName) {
        leading.set(false);
        runs.close();
        if (!closing.get()) {
            LOG.warn("{} lost leadership and ends", podName);
            ended.countDown();
        }
    }

    /** Waits until leadership is lost, for any reason. */
    public void awaitEnd() throws InterruptedException {
        ended.await();
    }

    /** Coordinators first: another operator may lead from then on. */
    @Override
    public void close() {
        if (closing.compareAndSet(false, true)) {
            heir.stop();
            heap.stop();
            sweeper.stop();
            namespaces.stop();
            apiServers.close();
            runs.close();
            operator.stop();
            release.run();
            server.close();
            if (otlp != null) {
                otlp.close();
            }
            ended.countDown();
        }
    }
}
