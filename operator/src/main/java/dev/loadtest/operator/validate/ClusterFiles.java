package dev.loadtest.operator.validate;

import dev.loadtest.control.session.WorkerEnvironment;
import dev.loadtest.crds.files.FileSource;
import dev.loadtest.crds.files.FoundBaseline;
import dev.loadtest.crds.manifest.Problem;
import dev.loadtest.crds.model.BaselineSpec;
import dev.loadtest.crds.model.FileSetSpec;
import dev.loadtest.engine.digest.Sha256;
import dev.loadtest.engine.plan.FileRef;
import dev.loadtest.engine.plan.FileSet;
import dev.loadtest.operator.desired.VolumePattern;
import dev.loadtest.operator.observe.ConfigMapFiles;
import dev.loadtest.operator.observe.Inputs;
import dev.loadtest.operator.run.FileListing;
import dev.loadtest.operator.run.FileQuery;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Files of ConfigMaps, volumes and Secrets, identified by name, size and SHA-256. Only a worker can read a volume, and the
 * operator may not read Secrets: until a worker has listed them one placeholder stands for their files, so that everything
 * else is validated before a pod starts.
 */
final class ClusterFiles implements FileSource {
    private static final String NONE_OF_CONTENT = Sha256.hex(new byte[0]);

    private final Inputs inputs;
    private final int workers;
    private final List<FileSet> listed;
    private final boolean isListed;
    private final Map<String, FileQuery> unlisted = new TreeMap<>();

    /** @param workers number of pods that read them */
    ClusterFiles(Inputs inputs, int workers, Optional<FileListing> listing) {
        this.inputs = inputs;
        this.workers = workers;
        isListed = listing.filter(FileListing.Listed.class::isInstance).isPresent();
        listed = listing.filter(FileListing.Listed.class::isInstance)
                .map(it -> ((FileListing.Listed) it).sets())
                .orElse(List.of());
    }

    /** What to ask a worker about the sets whose files are unknown yet, by set name. */
    Map<String, FileQuery> unlisted() {
        return Map.copyOf(unlisted);
    }

    @Override
    public Found find(FileSetSpec set) {
        if (set.persistentVolumeClaim() != null) {
            return ofVolume(set.name(), set.persistentVolumeClaim());
        }
        if (set.secret() != null) {
            return ofSecret(set.name(), set.secret().name());
        }
        if (set.configMap() == null) {
            return Found.none(
                    "configMap", "is required for a run in a cluster, or a persistentVolumeClaim or a secret");
        }
        ConfigMapFiles found = inputs.configMaps().get(set.configMap().name());
        if (found == null) {
            return Found.none(
                    "configMap.name",
                    "there is no ConfigMap \"" + set.configMap().name() + "\"");
        }
        String name = "the ConfigMap \"" + set.configMap().name() + "\" has ";
        if (found.keys() == 0) {
            return Found.none("configMap.name", name + "no keys");
        }
        if (found.keys() > ConfigMapFiles.MAX_KEYS) {
            return Found.none(
                    "configMap.name",
                    name + found.keys() + " keys, more than " + ConfigMapFiles.MAX_KEYS + "; take a volume");
        }
        List<Located> files = found.files().stream()
                .map(file -> new FileRef(set.name(), file.name(), file.size(), file.sha256()))
                .map(file -> new Located(file, Path.of(WorkerEnvironment.FILES, set.name(), file.name())))
                .toList();
        return new Found(files, List.of());
    }

    private Found ofVolume(String set, FileSetSpec.Claim claim) {
        Optional<VolumePattern> pattern = VolumePattern.parse(claim.path());
        if (pattern.isEmpty()) {
            return Found.none(
                    "persistentVolumeClaim.path",
                    "is a pattern of files in one folder of the volume, such as in/*.csv");
        }
        Optional<Problem> problem =
                ClaimRules.check(inputs.claims(), claim.claimName(), "persistentVolumeClaim.claimName", workers, false);
        if (problem.isPresent()) {
            return new Found(List.of(), List.of(problem.get()));
        }
        List<Located> files = listed(set, new FileQuery(pattern.get().glob(), ""));
        return files.isEmpty()
                ? Found.none("persistentVolumeClaim.path", "no file of the volume matches " + claim.path())
                : new Found(files, List.of());
    }

    /** Without digests, which are stored where others may read them: short contents could be guessed by trying. */
    private Found ofSecret(String set, String secret) {
        String missing = "the Secret \"" + secret + "\" has no keys, or does not exist";
        List<Located> files = listed(set, new FileQuery("*", "; " + missing)).stream()
                .map(it ->
                        new Located(new FileRef(set, it.ref().name(), it.ref().size(), ""), it.path()))
                .toList();
        return files.isEmpty() ? Found.none("secret.name", missing) : new Found(files, List.of());
    }

    /** The files that a worker has listed; before, the placeholder. */
    private List<Located> listed(String set, FileQuery query) {
        if (!isListed) {
            unlisted.put(set, query);
            FileRef standIn = new FileRef(set, "file", 0, NONE_OF_CONTENT);
            return List.of(new Located(standIn, Path.of(WorkerEnvironment.FILES, set)));
        }
        return listed.stream()
                .filter(it -> it.name().equals(set))
                .flatMap(it -> it.files().stream())
                .map(file -> new Located(file, Path.of(WorkerEnvironment.FILES, set, file.name())))
                .toList();
    }

    @Override
    public FoundBaseline baseline(BaselineSpec baseline) {
        return baseline.results() == null
                ? FoundBaseline.none("results", "is required for a run in a cluster")
                : inputs.baseline();
    }

    @Override
    public Rows rows(FileSetSpec set, Found found) {
        if (set.persistentVolumeClaim() == null && set.secret() == null && set.configMap() != null) {
            ConfigMapFiles files = inputs.configMaps().get(set.configMap().name());
            return files == null ? Rows.UNKNOWN : files.rows();
        }
        unlisted.computeIfPresent(set.name(), (name, query) -> query.withRows());
        return listed.stream()
                .filter(it -> it.name().equals(set.name()))
                .findFirst()
                .map(it -> new Rows(it.rows(), List.of()))
                .orElse(Rows.UNKNOWN);
    }
}
