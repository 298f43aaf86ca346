package dev.loadtest.crds.compile;

import dev.loadtest.crds.files.FileSource.Found;
import dev.loadtest.crds.files.FileSource.Located;
import dev.loadtest.crds.model.LoadTestSpec;
import dev.loadtest.crds.model.TraceSpec;
import dev.loadtest.crds.model.VariantSpec;
import dev.loadtest.crds.validation.RowNames;
import dev.loadtest.engine.plan.FileSet;
import dev.loadtest.engine.plan.Journey;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.plan.RequestTemplate;
import dev.loadtest.engine.plan.Selection;
import dev.loadtest.engine.plan.Targets;
import dev.loadtest.engine.plan.Trace;
import dev.loadtest.engine.plan.Variant;
import dev.loadtest.engine.plan.syntax.Durations;
import dev.loadtest.engine.plan.syntax.SelectExpression;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles a valid spec, with every default filled in. */
final class PlanCompiler {
    private static final int STARTUP_SECONDS = 300;
    private static final Duration BEYOND_LONGEST_REQUEST = Duration.ofSeconds(5);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final LoadTestSpec spec;
    private final Overrides overrides;
    private final Map<String, Found> files;
    private final Targets targets;
    private final RowColumns columns;
    private final long seed;

    PlanCompiler(LoadTestSpec spec, Overrides overrides, Map<String, Found> files, RowNames rows) {
        this.spec = spec;
        this.overrides = overrides;
        this.seed = seed();
        this.files = files;
        this.targets = TargetCompiler.compile(spec, overrides.target());
        this.columns = new RowColumns(
                rows, targets.all().flatMap(target -> target.headers().stream()).toList());
    }

    LoadPlan compile(String name) {
        List<Variant> variants = Optionals.list(spec.variants()).stream()
                .map(PlanCompiler::variant)
                .toList();
        List<RequestTemplate> requests = spec.requests().stream()
                .map(request -> RequestCompiler.compile(request, columns))
                .toList();
        List<Journey> journeys = Optionals.list(spec.journeys()).stream()
                .map(journey -> JourneyCompiler.compile(journey, requests, columns))
                .toList();
        // Behind them: their values say which columns are used.
        List<FileSet> sets = Optionals.list(spec.files()).stream()
                .map(set -> fileSet(set.name()))
                .toList();
        List<Phase> phases = spec.phases().stream().map(PhaseCompiler::compile).toList();
        Duration drain = spec.drain() == null ? defaultDrain(requests) : Durations.parse(spec.drain());
        List<Variant> all = variants.isEmpty() ? List.of(Variant.NONE) : variants;
        return new LoadPlan(
                name,
                seed,
                first(overrides.workers(), spec.parallelism(), 1),
                targets,
                all,
                sets,
                requests,
                journeys,
                phases,
                PhaseCompiler.thresholds(spec.thresholds()),
                selection(),
                Duration.ofSeconds(first(null, spec.startupDeadlineSeconds(), STARTUP_SECONDS)),
                spec.activeDeadlineSeconds() == null
                        ? LongestRun.of(all, sets, phases, drain)
                        : Duration.ofSeconds(spec.activeDeadlineSeconds()),
                drain,
                spec.onWorkerLoss() == LoadTestSpec.OnWorkerLoss.ABORT
                        ? LoadPlan.OnWorkerLoss.ABORT
                        : LoadPlan.OnWorkerLoss.CONTINUE,
                0,
                trace(name));
    }

    /** Identity of a run without a UID: name and seed. */
    private @Nullable Trace trace(String name) {
        TraceSpec trace = spec.trace();
        return trace == null
                ? null
                : new Trace(
                        trace.header() == null ? "traceparent" : trace.header(),
                        !Boolean.FALSE.equals(trace.sampled()),
                        name + " " + seed,
                        trace.traceUrl() == null ? "" : trace.traceUrl());
    }

    private static int first(@Nullable Integer override, @Nullable Integer given, int otherwise) {
        return override != null ? override : given != null ? given : otherwise;
    }

    /** Drawn from 1 to 2^53, which every JSON reader keeps exactly. */
    private long seed() {
        if (overrides.seed() != null) {
            return overrides.seed();
        }
        return spec.seed() != null ? spec.seed() : RANDOM.nextLong(1, OverrideRules.MAX_SEED + 1);
    }

    private Selection selection() {
        String expression = overrides.select() != null ? overrides.select() : spec.select();
        return new Selection(
                expression == null ? null : SelectExpression.parse(expression), Set.copyOf(overrides.phases()));
    }

    private static Duration defaultDrain(List<RequestTemplate> requests) {
        return requests.stream()
                .map(RequestTemplate::timeout)
                .reduce(Duration.ZERO, (a, b) -> a.compareTo(b) >= 0 ? a : b)
                .plus(BEYOND_LONGEST_REQUEST);
    }

    private static Variant variant(VariantSpec variant) {
        Map<String, Variant.Place> places = new HashMap<>();
        Optionals.map(variant.targets()).forEach((target, url) -> places.put(target, TargetCompiler.place(url)));
        return new Variant(variant.name(), Optionals.map(variant.values()), places);
    }

    private FileSet fileSet(String name) {
        return new FileSet(
                name, files.get(name).files().stream().map(Located::ref).toList(), columns.table(name));
    }
}
