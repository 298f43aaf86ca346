package dev.loadtest.crds.compile;

import dev.loadtest.crds.files.FileSource;
import dev.loadtest.crds.files.FileSource.Found;
import dev.loadtest.crds.files.FileSource.Located;
import dev.loadtest.crds.manifest.Manifest;
import dev.loadtest.crds.manifest.ManifestReader;
import dev.loadtest.crds.manifest.Problem;
import dev.loadtest.crds.model.LoadTestSpec;
import dev.loadtest.crds.validation.SpecValidator;
import dev.loadtest.crds.validation.SpecValidator.Findings;
import dev.loadtest.engine.plan.FileRef;
import dev.loadtest.engine.plan.LoadPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compiles a manifest into a plan: reads, validates, compiles. Stateless; any thread. */
public final class ManifestCompiler {
    private ManifestCompiler() {}

    /** Compiles the one document of a LoadTest as a cluster has it. */
    public static Compilation compile(byte[] yaml, Overrides overrides, FileSource source) {
        return compile(ManifestReader.read(yaml), overrides, source);
    }

    /**
     * Compiles all documents of a file for runs on this machine.
     *
     * @param environment what {@code ${env:NAME}} stands for
     * @return one for each document, at least one
     */
    public static List<Compilation> compileAll(
            byte[] yaml, Overrides overrides, FileSource source, Map<String, String> environment) {
        return ManifestReader.readAll(yaml, overrides.settings(), environment).stream()
                .map(manifest -> compile(manifest, overrides, source))
                .toList();
    }

    private static Compilation compile(Manifest manifest, Overrides overrides, FileSource source) {
        LoadTestSpec spec = manifest.spec();
        List<Problem> problems = new ArrayList<>(manifest.problems());
        if (spec == null) {
            problems.sort(manifest.places());
            return new Compilation.Refused(problems, manifest.places());
        }
        Findings findings = SpecValidator.validate(spec, manifest.problems(), source);
        problems.addAll(findings.problems());
        problems.sort(manifest.places());
        problems.addAll(OverrideRules.check(overrides, spec));
        BaselineSeed.check(spec, overrides, findings.baseline()).ifPresent(problems::add);
        if (!problems.isEmpty()) {
            return new Compilation.Refused(problems, manifest.places());
        }
        return compile(manifest, spec, BaselineSeed.chosen(spec, overrides, findings.baseline()), findings);
    }

    private static Compilation compile(Manifest manifest, LoadTestSpec spec, Overrides overrides, Findings findings) {
        Map<String, Found> files = findings.files();
        List<Problem> tooMany = CaseRules.checkNumber(spec, files);
        if (!tooMany.isEmpty()) {
            return new Compilation.Refused(tooMany, manifest.places());
        }
        LoadPlan plan = new PlanCompiler(spec, overrides, files, findings.rows()).compile(manifest.name());
        List<Problem> problems = new ArrayList<>(CaseRules.check(plan, overrides, spec));
        problems.addAll(RowRules.check(plan));
        if (!problems.isEmpty()) {
            return new Compilation.Refused(problems, manifest.places());
        }
        Map<FileRef, Path> paths = new HashMap<>();
        for (Found found : files.values()) {
            for (Located file : found.files()) {
                paths.put(file.ref(), file.path());
            }
        }
        return new Compilation.Compiled(
                plan,
                paths,
                plan.references(),
                manifest.text(),
                manifest.metadata(),
                spec,
                findings.baseline(),
                manifest.places());
    }
}
