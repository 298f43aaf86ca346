package dev.loadtest.operator.desired;

import dev.loadtest.control.session.WorkerEnvironment;
import dev.loadtest.crds.model.FileSetSpec;
import dev.loadtest.crds.model.LoadTestSpec;
import dev.loadtest.crds.model.OutputSpec;
import dev.loadtest.engine.plan.SecretRef;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Volumes of a worker pod and their mounts. */
record WorkerVolumes(List<Volume> volumes, List<VolumeMount> mounts) {
    WorkerVolumes {
        volumes = List.copyOf(volumes);
        mounts = List.copyOf(mounts);
    }

    static WorkerVolumes of(LoadTestSpec spec, Set<SecretRef> references) {
        Builder builder = new Builder();
        builder.writable();
        if (spec.files() != null) {
            spec.files().forEach(builder::files);
        }
        references.stream()
                .collect(Collectors.groupingBy(
                        ref -> new Referred(ref.kind(), ref.name()), TreeMap::new, Collectors.toList()))
                .forEach(builder::reference);
        if (spec.output() != null) {
            builder.output(spec.output().persistentVolumeClaim());
        }
        return new WorkerVolumes(builder.volumes, builder.mounts);
    }

    /** A Secret or ConfigMap with the needed keys. */
    private record Referred(SecretRef.Kind kind, String name) implements Comparable<Referred> {
        @Override
        public int compareTo(Referred other) {
            return Comparator.comparing(Referred::kind)
                    .thenComparing(Referred::name)
                    .compare(this, other);
        }
    }

    /** Volumes and mounts; volumes are numbered, since a Secret's name may be longer than a volume's. */
    private static final class Builder {
        private final List<Volume> volumes = new ArrayList<>();
        private final List<VolumeMount> mounts = new ArrayList<>();

        /** Writable folders; the root is read-only. */
        void writable() {
            Volume tmp = new VolumeBuilder()
                    .withName("tmp")
                    .withNewEmptyDir()
                    .withSizeLimit(new Quantity("64Mi"))
                    .endEmptyDir()
                    .build();
            add(tmp, mount("/tmp", false));
        }

        void files(FileSetSpec set) {
            String path = WorkerEnvironment.FILES + "/" + set.name();
            if (set.configMap() != null) {
                Volume volume = named().withNewConfigMap()
                        .withName(set.configMap().name())
                        .endConfigMap()
                        .build();
                add(volume, mount(path, true));
            } else if (set.persistentVolumeClaim() != null) {
                volume(set.persistentVolumeClaim(), path);
            } else if (set.secret() != null) {
                secret(set.secret().name(), path);
            }
        }

        /** Optional, so that the pod starts without it and a worker can say so: the operator may not read Secrets. */
        private void secret(String name, String path) {
            Volume volume = named().withNewSecret()
                    .withSecretName(name)
                    .withOptional(true)
                    .withDefaultMode(0440)
                    .endSecret()
                    .build();
            add(volume, mount(path, true));
        }

        private void volume(FileSetSpec.Claim claim, String path) {
            Volume volume = named().withNewPersistentVolumeClaim(claim.claimName(), true)
                    .build();
            VolumeMountBuilder mount = mount(path, true);
            String folder =
                    VolumePattern.parse(claim.path()).map(VolumePattern::folder).orElse("");
            if (!folder.isEmpty()) {
                mount.withSubPath(folder);
            }
            add(volume, mount);
        }

        /**
         * Optional, so that the pod starts without it and its readiness can name the missing key; contains only the
         * needed keys.
         */
        void reference(Referred object, List<SecretRef> references) {
            List<KeyToPath> keys = references.stream()
                    .map(SecretRef::key)
                    .sorted()
                    .map(key -> new KeyToPath(key, null, key))
                    .toList();
            boolean secret = object.kind() == SecretRef.Kind.SECRET;
            VolumeBuilder volume = named();
            if (secret) {
                volume.withNewSecret()
                        .withSecretName(object.name())
                        .withItems(keys)
                        .withOptional(true)
                        .withDefaultMode(0440)
                        .endSecret();
            } else {
                volume.withNewConfigMap()
                        .withName(object.name())
                        .withItems(keys)
                        .withOptional(true)
                        .endConfigMap();
            }
            String path = WorkerEnvironment.REFERENCES + (secret ? "/secret/" : "/configmap/") + object.name();
            add(volume.build(), mount(path, true));
        }

        void output(OutputSpec.Claim claim) {
            Volume volume = named().withNewPersistentVolumeClaim(claim.claimName(), false)
                    .build();
            VolumeMountBuilder mount = mount(WorkerEnvironment.OUTPUT, false);
            if (claim.subPath() != null) {
                mount.withSubPath(claim.subPath());
            }
            add(volume, mount);
        }

        private VolumeBuilder named() {
            return new VolumeBuilder().withName("v" + volumes.size());
        }

        private static VolumeMountBuilder mount(String path, boolean readOnly) {
            return new VolumeMountBuilder().withMountPath(path).withReadOnly(readOnly ? true : null);
        }

        private void add(Volume volume, VolumeMountBuilder mount) {
            volumes.add(volume);
            mounts.add(mount.withName(volume.getName()).build());
        }
    }
}
