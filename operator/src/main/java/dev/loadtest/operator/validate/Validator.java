package dev.loadtest.operator.validate;

import dev.loadtest.control.address.TargetRule;
import dev.loadtest.crds.compile.Compilation;
import dev.loadtest.crds.compile.ManifestCompiler;
import dev.loadtest.crds.compile.Overrides;
import dev.loadtest.crds.files.FileSource;
import dev.loadtest.crds.manifest.Problem;
import dev.loadtest.crds.model.LoadTestSpec;
import dev.loadtest.crds.syntax.TargetUrl;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.operator.desired.PlanConfigMap;
import dev.loadtest.operator.guard.LimitRules;
import dev.loadtest.operator.guard.MetadataRules;
import dev.loadtest.operator.guard.TargetGuard;
import dev.loadtest.operator.guard.TargetService;
import dev.loadtest.operator.observe.Observation;
import dev.loadtest.operator.settings.Settings;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds all that speaks against running a LoadTest. A pure function of what was observed; any thread. */
public final class Validator {
    private final Settings settings;
    private final TargetGuard guard;

    public Validator(Settings settings, TargetGuard guard) {
        this.settings = settings;
        this.guard = guard;
    }

    /** Validates what is not yet started; of a started run it reads the plan that it was started with. */
    public Validated validate(Observation seen) {
        if (seen.completionTime().isPresent()) {
            return new Validated.NotAsked();
        }
        if (seen.run().isPresent()) {
            return underWay(seen);
        }
        Optional<ConfigMap> pinned = seen.plan().filter(plan -> PlanConfigMap.isPlanOf(plan, seen.test()));
        return seen.startTime().isPresent() && pinned.isPresent() ? started(seen, pinned.get()) : fresh(seen);
    }

    /** Of a run under way only the target is asked again: its Service may have been led elsewhere since the start. */
    private Validated underWay(Observation seen) {
        List<Problem> problems = new ArrayList<>();
        Optional<TargetService> service = seen.inputs().service();
        // One that was deleted leads nowhere.
        if (service.isPresent() && !service.get().awaitsEndpoints()) {
            checkTarget(seen.spec(), service, problems);
        }
        return problems.isEmpty() ? new Validated.NotAsked() : new Validated.Refused(problems);
    }

    private Validated started(Observation seen, ConfigMap plan) {
        try {
            PlanConfigMap.Content content = PlanConfigMap.read(plan);
            return switch (compile(content.manifest(), content.seed(), new PinnedFiles(content.files()))) {
                case Compilation.Compiled it -> asked(seen, content, it);
                case Compilation.Refused it -> new Validated.Refused(it.problems());
            };
        } catch (IOException e) {
            return new Validated.Refused(List.of(new Problem("", String.valueOf(e.getMessage()))));
        }
    }

    /** Limits and targets are asked again each time that a plan is read: they may be others than at the claim. */
    private Validated asked(Observation seen, PlanConfigMap.Content content, Compilation.Compiled it) {
        List<Problem> problems = new ArrayList<>(LimitRules.check(it.spec(), settings.limits()));
        if (!seen.inputs().service().map(TargetService::awaitsEndpoints).orElse(false)) {
            checkTarget(it.spec(), seen.inputs().service(), problems);
        }
        checkWorker(it.spec(), problems);
        double claimed = content.maxRequestsPerSecond();
        double now = settings.limits().maxRequestsPerSecond();
        LoadPlan plan =
                it.plan().withMaxRequestsPerSecond(claimed == 0 || now == 0 ? claimed + now : Math.min(claimed, now));
        checkLongest(it, plan, problems);
        return problems.isEmpty()
                ? new Validated.Runnable(plan, content, it.secrets(), Map.of())
                : new Validated.Refused(problems);
    }

    private Validated fresh(Observation seen) {
        byte[] manifest = PlanConfigMap.manifest(seen.test().getMetadata().getName(), seen.spec());
        Long seed = seen.status().map(status -> status.seed()).orElse(null);
        int workers = Objects.requireNonNullElse(seen.spec().parallelism(), 1);
        ClusterFiles files = new ClusterFiles(seen.inputs(), workers, seen.listing());
        Compilation compilation = compile(manifest, seed, files);
        // What the cluster says against it is said beside what the manifest does.
        List<Problem> problems = new ArrayList<>(LimitRules.check(seen.spec(), settings.limits()));
        List<String> addresses = checkTarget(seen.spec(), seen.inputs().service(), problems);
        checkWorker(seen.spec(), problems);
        checkOutput(seen, workers, problems);
        return switch (compilation) {
            case Compilation.Refused it -> {
                problems.addAll(0, it.problems());
                yield new Validated.Refused(problems);
            }
            case Compilation.Compiled it ->
                compiled(manifest, it, addresses, seen.inputs().service(), problems, files.unlisted());
        };
    }

    private static Compilation compile(byte[] manifest, @Nullable Long seed, FileSource files) {
        return ManifestCompiler.compile(manifest, new Overrides(null, seed, null, List.of(), null), files);
    }

    private Validated compiled(
            byte[] manifest,
            Compilation.Compiled it,
            List<String> addresses,
            Optional<TargetService> service,
            List<Problem> problems,
            Map<String, String> unlisted) {
        double most = settings.limits().maxRequestsPerSecond();
        LoadPlan plan = it.plan().withMaxRequestsPerSecond(most);
        checkLongest(it, plan, problems);
        if (!problems.isEmpty()) {
            return new Validated.Refused(problems);
        }
        PlanConfigMap.Content content = new PlanConfigMap.Content(
                manifest,
                plan.seed(),
                plan.files(),
                addresses,
                service.map(TargetService::selector).orElse(Map.of()),
                most);
        return new Validated.Runnable(plan, content, it.secrets(), unlisted);
    }

    /** A deadline of its own is checked with the rest of the manifest. */
    private void checkLongest(Compilation.Compiled it, LoadPlan plan, List<Problem> problems) {
        if (it.spec().activeDeadlineSeconds() == null) {
            LimitRules.checkDuration(plan, settings.limits()).ifPresent(problems::add);
        }
    }

    /** What workers may connect to, as {@code TargetRule}s; none where there is a problem. */
    private List<String> checkTarget(LoadTestSpec spec, Optional<TargetService> service, List<Problem> problems) {
        TargetUrl url;
        try {
            url = TargetUrl.parse(spec.target().url());
        } catch (IllegalArgumentException notOne) {
            // The compiler says so.
            return List.of();
        }
        return switch (guard.decide(url.host(), url.port(), service)) {
            case TargetGuard.Allowed allowed ->
                allowed.rules().stream().map(TargetRule::toString).toList();
            case TargetGuard.Denied denied -> {
                problems.add(new Problem("spec.target.url", denied.reason()));
                yield List.of();
            }
        };
    }

    private void checkWorker(LoadTestSpec spec, List<Problem> problems) {
        problems.addAll(MetadataRules.check(spec.worker(), settings.podMetadata()));
        if (spec.worker() != null
                && spec.worker().image() != null
                && !settings.workers().allowImage()) {
            problems.add(new Problem(
                    "spec.worker.image", "the operator does not allow another image (workers.allowImage is false)"));
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
