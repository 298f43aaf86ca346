package dev.loadtest.operator.validate;

import dev.loadtest.control.address.Cidr;
import dev.loadtest.crds.compile.Compilation;
import dev.loadtest.crds.compile.ManifestCompiler;
import dev.loadtest.crds.compile.Overrides;
import dev.loadtest.crds.files.FileSource;
import dev.loadtest.crds.manifest.Problem;
import dev.loadtest.crds.model.LoadTestSpec;
import dev.loadtest.crds.syntax.TargetUrl;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.operator.desired.Ownership;
import dev.loadtest.operator.desired.PlanConfigMap;
import dev.loadtest.operator.guard.LimitRules;
import dev.loadtest.operator.guard.TargetGuard;
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
        if (seen.run().isPresent() || seen.completionTime().isPresent()) {
            return new Validated.NotAsked();
        }
        Optional<ConfigMap> pinned = seen.plan().filter(plan -> Ownership.isOf(plan, seen.test()));
        return seen.startTime().isPresent() && pinned.isPresent() ? started(pinned.get()) : fresh(seen);
    }

    private static Validated started(ConfigMap plan) {
        try {
            PlanConfigMap.Content content = PlanConfigMap.read(plan);
            return switch (compile(content.manifest(), content.seed(), new PinnedFiles(content.files()))) {
                case Compilation.Compiled it ->
                    new Validated.Runnable(
                            it.plan().withMaxRequestsPerSecond(content.maxRequestsPerSecond()),
                            content,
                            it.secrets(),
                            Map.of());
                case Compilation.Refused it -> new Validated.Refused(it.problems());
            };
        } catch (IOException e) {
            return new Validated.Refused(List.of(new Problem("", String.valueOf(e.getMessage()))));
        }
    }

    private Validated fresh(Observation seen) {
        byte[] manifest = PlanConfigMap.manifest(seen.test().getMetadata().getName(), seen.spec());
        Long seed = seen.status().map(status -> status.seed()).orElse(null);
        int workers = Objects.requireNonNullElse(seen.spec().parallelism(), 1);
        ClusterFiles files = new ClusterFiles(seen.inputs(), workers, seen.listing());
        Compilation compilation = compile(manifest, seed, files);
        // What the cluster says against it is said beside what the manifest does.
        List<Problem> problems = new ArrayList<>(LimitRules.check(seen.spec(), settings.limits()));
        List<String> addresses = checkTarget(seen, problems);
        checkWorker(seen.spec(), problems);
        checkOutput(seen, workers, problems);
        return switch (compilation) {
            case Compilation.Refused it -> {
                problems.addAll(0, it.problems());
                yield new Validated.Refused(problems);
            }
            case Compilation.Compiled it -> compiled(manifest, it, addresses, problems, files.unlisted());
        };
    }

    private static Compilation compile(byte[] manifest, @Nullable Long seed, FileSource files) {
        return ManifestCompiler.compile(manifest, new Overrides(null, seed, null, List.of(), null), files);
    }

    private Validated compiled(
            byte[] manifest,
            Compilation.Compiled it,
            List<String> addresses,
            List<Problem> problems,
            Map<String, String> unlisted) {
        double most = settings.limits().maxRequestsPerSecond();
        LoadPlan plan = it.plan().withMaxRequestsPerSecond(most);
        if (it.spec().activeDeadlineSeconds() == null) {
            LimitRules.checkDuration(plan, settings.limits()).ifPresent(problems::add);
        }
        if (!problems.isEmpty()) {
            return new Validated.Refused(problems);
        }
        PlanConfigMap.Content content = new PlanConfigMap.Content(manifest, plan.seed(), plan.files(), addresses, most);
        return new Validated.Runnable(plan, content, it.secrets(), unlisted);
    }

    /** The CIDRs that workers may connect to; none where there is a problem. */
    private List<String> checkTarget(Observation seen, List<Problem> problems) {
        String host;
        try {
            host = TargetUrl.parse(seen.spec().target().url()).host();
        } catch (IllegalArgumentException notOne) {
            // The compiler says so.
            return List.of();
        }
        return switch (guard.decide(host, seen.inputs().service())) {
            case TargetGuard.Allowed allowed ->
                allowed.addresses().stream().map(Cidr::toString).toList();
            case TargetGuard.Denied denied -> {
                problems.add(new Problem("spec.target.url", denied.reason()));
                yield List.of();
            }
        };
    }

    private void checkWorker(LoadTestSpec spec, List<Problem> problems) {
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
