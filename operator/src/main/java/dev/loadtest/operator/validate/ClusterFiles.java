package dev.loadtest.operator.validate;

import dev.loadtest.control.session.WorkerEnvironment;
import dev.loadtest.crds.files.FileSource;
import dev.loadtest.crds.manifest.Problem;
import dev.loadtest.crds.model.FileSetSpec;
import dev.loadtest.engine.plan.FileRef;
import dev.loadtest.engine.plan.FileSet;
import dev.loadtest.operator.desired.Sha256;
import dev.loadtest.operator.desired.VolumePattern;
import dev.loadtest.operator.observe.ConfigMapFiles;
import dev.loadtest.operator.observe.Inputs;
import dev.loadtest.operator.run.FileListing;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Files of ConfigMaps and volumes, identified by name, size and SHA-256. Only a worker can list a volume: until then
 * one placeholder stands for its files, so that everything else is validated before a pod starts.
 */
final class ClusterFiles implements FileSource {
    private static final String NONE_OF_CONTENT = HexFormat.of().formatHex(Sha256.of(new byte[0]));

    private final Inputs inputs;
    private final int workers;
    private final List<FileSet> listed;
    private final boolean isListed;
    private final Map<String, String> unlisted = new TreeMap<>();

    /** @param workers number of pods that read them */
    ClusterFiles(Inputs inputs, int workers, Optional<FileListing> listing) {
        this.inputs = inputs;
        this.workers = workers;
        isListed = listing.filter(FileListing.Listed.class::isInstance).isPresent();
        listed = listing.filter(FileListing.Listed.class::isInstance)
                .map(it -> ((FileListing.Listed) it).sets())
                .orElse(List.of());
    }

    /** Patterns of the sets whose files are unknown yet, by set name. */
    Map<String, String> unlisted() {
        return Map.copyOf(unlisted);
    }

    @Override
    public Found find(FileSetSpec set) {
        if (set.persistentVolumeClaim() != null) {
            return ofVolume(set.name(), set.persistentVolumeClaim());
        }
        if (set.configMap() == null) {
            return Found.none("configMap", "is required for a run in a cluster, or a persistentVolumeClaim");
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
        if (!isListed) {
            unlisted.put(set, pattern.get().glob());
            FileRef standIn = new FileRef(set, "file", 0, NONE_OF_CONTENT);
            return new Found(List.of(new Located(standIn, Path.of(WorkerEnvironment.FILES, set))), List.of());
        }
        List<Located> files = listed.stream()
                .filter(it -> it.name().equals(set))
                .flatMap(it -> it.files().stream())
                .map(file -> new Located(file, Path.of(WorkerEnvironment.FILES, set, file.name())))
                .toList();
        return files.isEmpty()
                ? Found.none("persistentVolumeClaim.path", "no file of the volume matches " + claim.path())
                : new Found(files, List.of());
    }
}
