package dev.loadtest.crds.compile;

import dev.loadtest.crds.files.FileSource;
import dev.loadtest.crds.files.FileSource.Found;
import dev.loadtest.crds.files.FileSource.Located;
import dev.loadtest.crds.files.LocalFiles;
import dev.loadtest.crds.files.StandInFiles;
import dev.loadtest.crds.manifest.Manifest;
import dev.loadtest.crds.manifest.ManifestReader;
import dev.loadtest.crds.manifest.Problem;
import dev.loadtest.crds.model.LoadTestSpec;
import dev.loadtest.crds.validation.SpecValidator;
import dev.loadtest.crds.validation.SpecValidator.Findings;
import dev.loadtest.engine.plan.FileRef;
import dev.loadtest.engine.plan.LoadPlan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The way from a manifest to a plan: reads, checks everything, compiles. Stateless; any thread. */
public final class ManifestCompiler {
    /** One byte more than is read, so that what is too long is seen to be. */
    private static final int READ_AT_MOST = (1 << 20) + 1;

    private ManifestCompiler() {}

    /** Compiles a manifest for a run on this machine; its file sets are read relative to its folder. */
    public static Compilation compile(Path manifest, Overrides overrides) {
        return compile(manifest, overrides, List.of());
    }

    /** @param allowed folders besides the manifest's that its file sets may be read from */
    public static Compilation compile(Path manifest, Overrides overrides, List<Path> allowed) {
        return compile(manifest, overrides, folder -> new LocalFiles(folder, allowed));
    }

    /** Compiles a manifest to look at it, not to run it: files that only a cluster can see are taken to be there. */
    public static Compilation examine(Path manifest, List<Path> allowed) {
        return compile(manifest, Overrides.NONE, folder -> new StandInFiles(new LocalFiles(folder, allowed)));
    }

    private static Compilation compile(Path manifest, Overrides overrides, Function<Path, FileSource> files) {
        byte[] yaml;
        try (InputStream in = Files.newInputStream(manifest)) {
            yaml = in.readNBytes(READ_AT_MOST);
        } catch (NoSuchFileException e) {
            return refused("there is no such file");
        } catch (IOException e) {
            return refused("cannot be read: " + e.getMessage());
        }
        Path folder = manifest.getParent();
        return compile(yaml, overrides, files.apply(folder == null ? Path.of("") : folder));
    }

    /** Compiles a manifest whose files come from elsewhere. */
    public static Compilation compile(byte[] yaml, Overrides overrides, FileSource source) {
        Manifest manifest = ManifestReader.read(yaml);
        LoadTestSpec spec = manifest.spec();
        List<Problem> problems = new ArrayList<>(manifest.problems());
        if (spec == null) {
            problems.sort(manifest.order());
            return new Compilation.Refused(problems);
        }
        Findings findings = SpecValidator.validate(spec, manifest.problems(), source);
        problems.addAll(findings.problems());
        problems.sort(manifest.order());
        problems.addAll(OverrideRules.check(overrides, spec));
        if (!problems.isEmpty()) {
            return new Compilation.Refused(problems);
        }
        return compile(manifest.name(), spec, overrides, findings.files());
    }

    private static Compilation compile(String name, LoadTestSpec spec, Overrides overrides, Map<String, Found> files) {
        List<Problem> tooMany = CaseRules.checkNumber(spec, files);
        if (!tooMany.isEmpty()) {
            return new Compilation.Refused(tooMany);
        }
        LoadPlan plan = new PlanCompiler(spec, overrides, files).compile(name);
        List<Problem> problems = CaseRules.check(plan, overrides, spec);
        if (!problems.isEmpty()) {
            return new Compilation.Refused(problems);
        }
        Map<FileRef, Path> paths = new HashMap<>();
        for (Found found : files.values()) {
            for (Located file : found.files()) {
                paths.put(file.ref(), file.path());
            }
        }
        return new Compilation.Compiled(plan, paths, plan.references(), spec);
    }

    private static Compilation refused(String message) {
        return new Compilation.Refused(List.of(new Problem("", message)));
    }
}
