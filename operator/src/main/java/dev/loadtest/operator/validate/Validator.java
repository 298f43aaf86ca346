package dev.loadtest.operator.validate;

import dev.loadtest.crds.compile.Compilation;
import dev.loadtest.crds.compile.ManifestCompiler;
import dev.loadtest.crds.compile.Overrides;
import dev.loadtest.crds.files.FileSource;
import dev.loadtest.crds.manifest.Problem;
import dev.loadtest.crds.model.DnsConfig;
import dev.loadtest.crds.model.LoadTestSpec;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.operator.desired.PlanConfigMap;
import dev.loadtest.operator.guard.LimitRules;
import dev.loadtest.operator.guard.MetadataRules;
import dev.loadtest.operator.guard.TargetGuard;
import dev.loadtest.operator.observe.Inputs;
import dev.loadtest.operator.observe.Observation;
import dev.loadtest.operator.run.FileQuery;
import dev.loadtest.operator.settings.Settings;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds every problem of a LoadTest. A function of the observation alone; any thread. */
public final class Validator {
    private static final int DNS_PORT = 53;

    private final Settings settings;
    private final TargetGuard guard;
    /** A few of the largest possible manifests, or thousands of ordinary ones. */
    private final Plans plans = new Plans(4 << 20);

    public Validator(Settings settings, TargetGuard guard) {
        this.settings = settings;
        this.guard = guard;
    }

    /**
     * Result without compiling: nothing to validate, or a plan compiled before; empty if the manifest must be compiled.
     */
    public Optional<Validated> known(Observation seen) {
        if (!isAsked(seen)) {
            return Optional.of(new Validated.NotAsked());
        }
        boolean made = seen.job().isPresent() && seen.networkPolicy().isPresent();
        return made ? pinned(seen).flatMap(plans::of) : Optional.empty();
    }

    private static boolean isAsked(Observation seen) {
        return seen.run().isEmpty()
                && seen.completionTime().isEmpty()
                && seen.test().getMetadata().getDeletionTimestamp() == null;
    }

    /** Validates a LoadTest before its start; of a started run it reads the plan. */
    public Validated validate(Observation seen) {
        return isAsked(seen)
                ? pinned(seen).map(plan -> started(seen, plan)).orElseGet(() -> fresh(seen))
                : new Validated.NotAsked();
    }

    private static Optional<ConfigMap> pinned(Observation seen) {
        return seen.startTime().isPresent()
                ? seen.plan().filter(plan -> PlanConfigMap.isPlanOf(plan, seen.test()))
                : Optional.empty();
    }

    private Validated started(Observation seen, ConfigMap plan) {
        Validated validated = read(seen, plan);
        plans.keep(plan, validated);
        return validated;
    }

    private Validated read(Observation seen, ConfigMap plan) {
        try {
            PlanConfigMap.Content content = PlanConfigMap.read(plan);
            return switch (compile(
                    content.manifest(), content.seed(), new PinnedFiles(content.files(), content.baseline()))) {
                case Compilation.Compiled it -> asked(seen, content, it);
                case Compilation.Refused it -> new Validated.Refused(it.problems());
            };
        } catch (IOException e) {
            return new Validated.Refused(List.of(new Problem("", String.valueOf(e.getMessage()))));
        }
    }

    /** Checks limits and targets at each reading of a plan: they may have changed since the claim. */
    private Validated asked(Observation seen, PlanConfigMap.Content content, Compilation.Compiled it) {
        List<Problem> problems = new ArrayList<>(LimitRules.check(it.spec(), settings.limits()));
        new AimRules(guard, it.spec(), seen.inputs()).check(true, problems);
        checkWorker(it.spec(), problems);
        double claimed = content.maxRequestsPerSecond();
        double now = settings.limits().maxRequestsPerSecond();
        LoadPlan plan = traced(seen, it)
                .withMaxRequestsPerSecond(claimed == 0 || now == 0 ? claimed + now : Math.min(claimed, now));
        LimitRules.checkDuration(plan, it.spec(), settings.limits()).ifPresent(problems::add);
        return problems.isEmpty()
                ? new Validated.Runnable(plan, content, it.secrets(), it.baseline(), Map.of())
                : new Validated.Refused(problems);
    }

    private Validated fresh(Observation seen) {
        byte[] manifest = PlanConfigMap.manifest(seen.test().getMetadata().getName(), seen.spec());
        Long seed = seen.status().map(status -> status.seed()).orElse(null);
        int workers = Objects.requireNonNullElse(seen.spec().parallelism(), 1);
        ClusterFiles files = new ClusterFiles(seen.inputs(), workers, seen.listing());
        Compilation compilation = compile(manifest, seed, files);
        // Problems with the cluster are reported beside those of the manifest.
        List<Problem> problems = new ArrayList<>(LimitRules.check(seen.spec(), settings.limits()));
        List<String> addresses = new AimRules(guard, seen.spec(), seen.inputs()).check(false, problems);
        checkWorker(seen.spec(), problems);
        checkNamespace(seen, problems);
        checkOutput(seen, workers, problems);
        return switch (compilation) {
            case Compilation.Refused it -> {
                problems.addAll(0, it.problems());
                yield new Validated.Refused(problems);
            }
            case Compilation.Compiled it ->
                compiled(manifest, it, traced(seen, it), addresses, seen.inputs(), problems, files.unlisted());
        };
    }

    private static Compilation compile(byte[] manifest, @Nullable Long seed, FileSource files) {
        return ManifestCompiler.compile(manifest, new Overrides(null, seed, null, List.of(), null), files);
    }

    private Validated compiled(
            byte[] manifest,
            Compilation.Compiled it,
            LoadPlan traced,
            List<String> addresses,
            Inputs inputs,
            List<Problem> problems,
            Map<String, FileQuery> unlisted) {
        double most = settings.limits().maxRequestsPerSecond();
        LoadPlan plan = traced.withMaxRequestsPerSecond(most);
        LimitRules.checkDuration(plan, it.spec(), settings.limits()).ifPresent(problems::add);
        byte[] baseline = PinnedBaseline.of(it.baseline(), problems);
        if (!problems.isEmpty()) {
            return new Validated.Refused(problems);
        }
        PlanConfigMap.Content content = new PlanConfigMap.Content(
                manifest,
                plan.seed(),
                plan.files(),
                addresses,
                new AimRules(guard, it.spec(), inputs).selectors(),
                most,
                baseline);
        return new Validated.Runnable(plan, content, it.secrets(), it.baseline(), unlisted);
    }

    /** Runs of equal manifests and seeds have different traces. */
    private static LoadPlan traced(Observation seen, Compilation.Compiled it) {
        String uid = seen.test().getMetadata().getUid();
        return uid == null ? it.plan() : it.plan().ofRun(uid);
    }

    /** Each name server is a target too, since it is asked for every name. */
    private void checkNameservers(LoadTestSpec spec, List<Problem> problems) {
        DnsConfig dns = spec.worker() == null ? null : spec.worker().dnsConfig();
        List<String> servers = dns == null || dns.nameservers() == null ? List.of() : dns.nameservers();
        for (int i = 0; i < servers.size(); i++) {
            if (guard.decide(servers.get(i), DNS_PORT, Optional.empty()) instanceof TargetGuard.Denied denied) {
                problems.add(new Problem("spec.worker.dnsConfig.nameservers[" + i + "]", denied.reason()));
            }
        }
    }

    private void checkWorker(LoadTestSpec spec, List<Problem> problems) {
        checkNameservers(spec, problems);
        problems.addAll(MetadataRules.check(spec.worker(), settings.podMetadata()));
        if (spec.worker() != null
                && spec.worker().image() != null
                && !settings.workers().allowImage()) {
            problems.add(new Problem(
                    "spec.worker.image", "the operator does not allow another image (workers.allowImage is false)"));
        }
    }

    private void checkNamespace(Observation seen, List<Problem> problems) {
        String own = settings.namespace();
        if (own.equals(seen.test().getMetadata().getNamespace())
                && !settings.workers().allowOwnNamespace()) {
            problems.add(new Problem(
                    "metadata.namespace",
                    "no load test runs in " + own
                            + ", the operator's own namespace, whose pods can mount the operator's"
                            + " key (workers.allowOwnNamespace is false); use another one"));
        }
    }

    private static void checkOutput(Observation seen, int workers, List<Problem> problems) {
        if (seen.spec().output() == null) {
            return;
        }
        String name = seen.spec().output().persistentVolumeClaim().claimName();
        ClaimRules.check(seen.inputs().claims(), name, "spec.output.persistentVolumeClaim.claimName", workers, true)
                .ifPresent(problems::add);
    }
}
