package dev.loadtest.cli.cluster.api;

import dev.loadtest.crds.model.LoadTest;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ConfigMapList;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Map;
import java.util.Objects;

/**
 * ConfigMaps of local files. Each is owned by the LoadTests that use it, and goes with the last of them. It is made before
 * its first owner, since an operator refuses a LoadTest whose files are missing.
 */
public final class FileMaps {
    private final ClusterApi api;
    private final NonNamespaceOperation<ConfigMap, ConfigMapList, Resource<ConfigMap>> objects;

    FileMaps(ClusterApi api, NonNamespaceOperation<ConfigMap, ConfigMapList, Resource<ConfigMap>> objects) {
        this.api = api;
        this.objects = objects;
    }

    /** Makes it unless there is one; it has no owner yet. */
    public void ensure(FileMap files) throws ClusterProblem {
        ConfigMap wanted = files.object(api.namespace());
        ConfigMap found = api.ask(() -> {
            ConfigMap there = objects.withName(files.name()).get();
            return there == null ? createdOrThere(wanted) : there;
        });
        if (!files.isHeldBy(found)) {
            throw ClusterProblem.unusable("the ConfigMap " + files.name()
                    + " holds other files than its name says; somebody has replaced it: delete it, and try again");
        }
    }

    private ConfigMap createdOrThere(ConfigMap wanted) {
        try {
            return objects.resource(wanted).create();
        } catch (KubernetesClientException e) {
            ConfigMap there = e.getCode() == ApiFailure.CONFLICT
                    ? objects.withName(wanted.getMetadata().getName()).get()
                    : null;
            if (there == null) {
                throw e;
            }
            return there;
        }
    }

    /** Makes a LoadTest one of its owners; makes it again where it went with its last owner meanwhile. */
    public void adopt(FileMap files, ObservedTest owner) throws ClusterProblem {
        OwnerReference reference = reference(owner);
        if (!addOwner(files.name(), reference)) {
            ConfigMap owned = new ConfigMapBuilder(files.object(api.namespace()))
                    .editMetadata()
                    .withOwnerReferences(reference)
                    .endMetadata()
                    .build();
            api.ask(() -> createdOrThere(owned));
        }
    }

    /** Makes a LoadTest one of the owners of a ConfigMap of its files; no effect on other ConfigMaps. */
    public void adopt(String name, ObservedTest owner) throws ClusterProblem {
        ConfigMap found = api.ask(() -> objects.withName(name).get());
        if (found != null && labels(found).containsKey(FileMap.LABEL)) {
            addOwner(name, reference(owner));
        }
    }

    /** @return false if there is no such ConfigMap */
    private boolean addOwner(String name, OwnerReference reference) throws ClusterProblem {
        String patch = "{\"metadata\":{\"ownerReferences\":[{\"apiVersion\":\"" + reference.getApiVersion()
                + "\",\"kind\":\"" + reference.getKind() + "\",\"name\":\"" + reference.getName() + "\",\"uid\":\""
                + reference.getUid() + "\"}]}}";
        return api.ask(() -> {
            try {
                // Merged by UID into the owners that it has.
                objects.withName(name).patch(PatchContext.of(PatchType.STRATEGIC_MERGE), patch);
                return true;
            } catch (KubernetesClientException e) {
                if (e.getCode() == ApiFailure.NOT_FOUND) {
                    return false;
                }
                throw e;
            }
        });
    }

    /** Removes one that nothing owns, after a LoadTest could not be created. */
    public void removeUnowned(FileMap files) throws ClusterProblem {
        ConfigMap found = api.ask(() -> objects.withName(files.name()).get());
        if (found != null && found.getMetadata().getOwnerReferences().isEmpty()) {
            api.ask(() -> objects.resource(found).delete());
        }
    }

    private static Map<String, String> labels(ConfigMap object) {
        return Objects.requireNonNullElse(object.getMetadata().getLabels(), Map.of());
    }

    private static OwnerReference reference(ObservedTest owner) {
        return new OwnerReferenceBuilder()
                .withApiVersion(LoadTest.API_VERSION)
                .withKind(LoadTest.KIND)
                .withName(owner.name())
                .withUid(owner.uid())
                .build();
    }
}
