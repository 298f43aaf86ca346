package dev.loadtest.worker.process;

import dev.loadtest.control.message.Installation;
import dev.loadtest.engine.coordinate.workers.LocalWorker;
import dev.loadtest.engine.coordinate.workers.Worker;
import dev.loadtest.engine.plan.FileRef;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.result.TallySheet;
import dev.loadtest.engine.rows.BadRowsException;
import dev.loadtest.engine.rows.RowFiles;
import dev.loadtest.engine.run.Samples;
import dev.loadtest.engine.run.WorkerEngine;
import dev.loadtest.engine.run.transport.Resends;
import dev.loadtest.worker.DescriptorNeed;
import dev.loadtest.worker.FileSamples;
import dev.loadtest.worker.FoundResources;
import dev.loadtest.worker.GeneratorHealth;
import dev.loadtest.worker.NoSamples;
import dev.loadtest.worker.VertxLoop;
import dev.loadtest.worker.body.Bodies;
import dev.loadtest.worker.http.SignIns;
import dev.loadtest.worker.http.VertxTransports;
import dev.loadtest.worker.http.dial.AddressPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Creates the worker for a plan, once all its references and files are found in this pod. */
final class Preparation {
    private static final Executor THREADS = Thread.ofVirtual().name("install-", 0)::start;

    private final WorkerSettings settings;
    private final AddressPolicy policy;
    private final VertxLoop loop;
    private final SignIns signIns;
    private @Nullable WorkerEngine engine;
    private @Nullable VertxTransports sending;

    /**
     * @param loop the worker's
     * @param signIns with the tokens that the pod has
     */
    Preparation(WorkerSettings settings, AddressPolicy policy, VertxLoop loop, SignIns signIns) {
        this.settings = settings;
        this.policy = policy;
        this.loop = loop;
        this.signIns = signIns;
    }

    /**
     * Reads files and references on a thread of its own, and waits for tokens. The stage completes on any thread, exceptionally with an
     * {@link IllegalArgumentException} that names everything missing.
     */
    CompletionStage<Worker> worker(Installation installation) {
        return CompletableFuture.supplyAsync(() -> made(installation), THREADS)
                .thenCompose(worker -> signIns.ready().thenApply(ready -> worker));
    }

    private Worker made(Installation installation) {
        int index = settings.index().orElse(installation.index());
        if (index != installation.index()) {
            throw new IllegalArgumentException(
                    "this is worker " + index + ", and the plan is for worker " + installation.index());
        }
        LoadPlan plan = installation.plan();
        PodReferences.Found references = new PodReferences(settings.references()).read(plan);
        PodFiles.Found files = new PodFiles(settings.files(), settings.claimSets()).verify(plan);
        List<String> missing = new ArrayList<>(references.missing());
        missing.addAll(files.missing());
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", missing));
        }
        FoundResources resources =
                FoundResources.of(plan, files.paths(), references.texts(), rows(plan, files.paths()));
        String warning = loop.descriptors().warning(DescriptorNeed.of(plan, 1));
        if (!warning.isEmpty()) {
            System.out.println("note: " + warning);
        }
        VertxTransports transports = VertxTransports.open(loop, plan, resources, policy, signIns);
        Samples samples = settings.output().<Samples>map(FileSamples::new).orElseGet(NoSamples::new);
        GeneratorHealth health = new GeneratorHealth(Path.of("/"), loop::nanos);
        return new LocalWorker(index, loop, origin -> {
            health.runBegins();
            WorkerEngine begun =
                    new WorkerEngine(plan, loop, origin, transports, resources, Bodies.readers(), samples, health);
            engine = begun;
            sending = transports;
            return begun;
        });
    }

    /** Held open as long as this process lives: it serves one run. */
    private static RowFiles rows(LoadPlan plan, Map<FileRef, Path> paths) {
        try {
            return RowFiles.open(plan, paths);
        } catch (BadRowsException e) {
            throw new IllegalArgumentException("the rows cannot be used: " + e.getMessage(), e);
        }
    }

    /** Its work so far, for metrics. On the worker's loop. */
    Ledger ledger() {
        if (engine == null || sending == null) {
            return new Ledger(new TallySheet(), 0, Resends.NONE);
        }
        return new Ledger(engine.ledger(), engine.worstLagNanos(), sending.resends());
    }

    /**
     * Input of the metrics.
     *
     * @param worstLagNanos the worst lag of its loop
     * @param resends see {@link VertxTransports#resends}
     */
    record Ledger(TallySheet sheet, long worstLagNanos, Resends resends) {}
}
