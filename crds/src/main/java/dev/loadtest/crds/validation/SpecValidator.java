package dev.loadtest.crds.validation;

import dev.loadtest.crds.files.FileSource;
import dev.loadtest.crds.files.FileSource.Found;
import dev.loadtest.crds.files.FoundBaseline;
import dev.loadtest.crds.manifest.Problem;
import dev.loadtest.crds.model.BaselineSpec;
import dev.loadtest.crds.model.LoadTestSpec;
import dev.loadtest.crds.model.OutputSpec;
import dev.loadtest.engine.plan.DifferenceLimit;
import dev.loadtest.engine.plan.syntax.SelectExpression;
import dev.loadtest.engine.result.compare.Baseline;
import dev.loadtest.engine.result.compare.ComparedRun;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds every problem in a manifest's meaning. Stateless; any thread. */
public final class SpecValidator {
    private SpecValidator() {}

    /**
     * The result.
     *
     * @param files content of each file set, by name
     * @param rows what values that are rows bind
     * @param baseline null without one, or if only the other place, cluster or machine, can read it
     */
    public record Findings(
            List<Problem> problems,
            Map<String, Found> files,
            RowNames rows,
            @Nullable Baseline baseline) {
        public Findings {
            problems = List.copyOf(problems);
            files = Map.copyOf(files);
        }
    }

    /**
     * Checks everything that fits the model.
     *
     * @param form problems of form; fields absent because of them are not reported again
     */
    public static Findings validate(LoadTestSpec spec, List<Problem> form, FileSource source) {
        Problems problems = new Problems(form);
        WorkerRules.check(spec.worker(), problems);
        if (spec.select() != null) {
            problems.attempt("spec.select", () -> SelectExpression.parse(spec.select()));
        }
        problems.duration(spec.drain(), "spec.drain");
        Names names = Names.of(spec, problems);
        TargetRules.check(spec, names, problems);
        HeaderRules.checkTrace(spec, problems);
        checkVariants(spec, names, problems);
        Map<String, Found> files = files(spec, source, problems);
        RowNames rows = RowSets.read(spec, files, source, problems);
        Each.of(spec.requests(), "spec.requests", new RequestRules(names, problems)::check);
        Each.of(spec.journeys(), "spec.journeys", new JourneyRules(names, problems)::check);
        Each.of(spec.phases(), "spec.phases", new PhaseRules(names, problems)::check);
        GroupRules.check(spec.phases(), problems);
        ThresholdRules thresholds = new ThresholdRules(names, problems);
        thresholds.check(spec.thresholds(), "spec.thresholds");
        Each.of(
                spec.phases(),
                "spec.phases",
                (phase, path) -> thresholds.check(phase.thresholds(), path + ".thresholds"));
        new BindingRules(spec, names, rows, problems).check();
        new CaptureRules(spec, names, problems).check();
        Baseline baseline = baseline(spec.baseline(), thresholds, source, problems);
        checkOutput(spec.output(), problems);
        return new Findings(problems.list(), files, rows, baseline);
    }

    private static void checkVariants(LoadTestSpec spec, Names names, Problems problems) {
        ValueRules rules = new ValueRules(names, problems);
        Each.of(spec.variants(), "spec.variants", (variant, path) -> Each.map(variant.values())
                .keySet()
                .forEach(name -> rules.checkName(name, path + ".values")));
    }

    private static Map<String, Found> files(LoadTestSpec spec, FileSource source, Problems problems) {
        Map<String, Found> files = new LinkedHashMap<>();
        Each.of(spec.files(), "spec.files", (set, path) -> {
            if (set.name() == null) {
                return;
            }
            if (Each.count(set.configMap(), set.persistentVolumeClaim(), set.secret()) > 1) {
                problems.add(
                        path,
                        "has more than one of configMap, persistentVolumeClaim and secret; a set of files comes from one of them");
            }
            Found found = source.find(set);
            found.problems().stream()
                    .map(problem -> new Problem(path + "." + problem.path(), problem.message()))
                    .filter(problem -> !problems.malformed(problem.path()))
                    .forEach(problem -> problems.add(problem.path(), problem.message()));
            files.putIfAbsent(set.name(), found);
        });
        return files;
    }

    /** Null without a baseline, with problems, or if only the other place, cluster or machine, can read its run. */
    private static @Nullable Baseline baseline(
            @Nullable BaselineSpec spec, ThresholdRules rules, FileSource source, Problems problems) {
        String path = "spec.baseline";
        if (spec == null) {
            return null;
        }
        List<DifferenceLimit> limits = rules.limits(spec.limits(), path + ".limits");
        if (spec.results() == null && spec.file() == null) {
            problems.missing(path, "needs results for a cluster, or a file for one machine", "results", "file");
            return null;
        }
        if (problems.malformed(path + ".results") || problems.malformed(path + ".file")) {
            return null;
        }
        FoundBaseline found = source.baseline(spec);
        found.problems().forEach(problem -> problems.add(path + "." + problem.path(), problem.message()));
        if (!found.flaw().isEmpty()) {
            problems.add(path, found.flaw());
        }
        ComparedRun run = found.run();
        return run == null || !found.flaw().isEmpty()
                ? null
                : new Baseline(found.source(), run, limits, spec.undecided() == BaselineSpec.Undecided.PASS);
    }

    private static void checkOutput(@Nullable OutputSpec output, Problems problems) {
        if (output == null || output.persistentVolumeClaim() == null) {
            return;
        }
        String subPath = output.persistentVolumeClaim().subPath();
        if (subPath != null
                && (subPath.startsWith("/") || List.of(subPath.split("/")).contains(".."))) {
            problems.add("spec.output.persistentVolumeClaim.subPath", "must be a relative folder without \"..\"");
        }
    }
}
