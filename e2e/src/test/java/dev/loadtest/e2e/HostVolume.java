package dev.loadtest.e2e;

import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/** A folder of this machine, which is also the node, as a volume writable by everybody. */
final class HostVolume implements AutoCloseable {
    private static final Map<String, Quantity> SIZE = Map.of("storage", new Quantity("64Mi"));

    private final Scenario scenario;
    private final Path folder;
    private final String name;

    HostVolume(Scenario scenario) {
        this.scenario = scenario;
        this.name = scenario.namespace();
        try {
            folder = Files.createTempDirectory("loadtest-e2e-");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        return folder;
    }

    /** Copies files of a project folder into a folder of the volume. */
    void put(String from, String to) {
        try (Stream<Path> files = Files.list(Kubernetes.file(from))) {
            Path target = Files.createDirectories(folder.resolve(to));
            for (Path file : files.toList()) {
                Files.copy(file, target.resolve(file.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Creates the volume and a claim for it in the scenario's namespace. */
    void claim(String claim, String accessMode) {
        scenario.client()
                .resource(new PersistentVolumeBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withCapacity(SIZE)
                        .withAccessModes(accessMode)
                        .withPersistentVolumeReclaimPolicy("Retain")
                        .withNewHostPath(folder.toString(), "Directory")
                        .endSpec()
                        .build())
                .create();
        scenario.client()
                .resource(new PersistentVolumeClaimBuilder()
                        .withNewMetadata()
                        .withName(claim)
                        .withNamespace(scenario.namespace())
                        .endMetadata()
                        .withNewSpec()
                        .withAccessModes(accessMode)
                        .withStorageClassName("")
                        .withVolumeName(name)
                        .withNewResources()
                        .withRequests(SIZE)
                        .endResources()
                        .endSpec()
                        .build())
                .create();
    }

    /** Deletes it, after the search of its files for Secrets of the scenario. */
    @Override
    public void close() {
        try {
            SecretSearch.assertNothingFound(scenario.namespace(), folder);
        } finally {
            delete();
        }
    }

    private void delete() {
        scenario.client().persistentVolumes().withName(name).delete();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
