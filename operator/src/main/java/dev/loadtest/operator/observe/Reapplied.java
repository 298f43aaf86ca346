package dev.loadtest.operator.observe;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * LoadTests that another tool keeps in the cluster: deleted, such a LoadTest is created again, and would run again. A
 * LoadTest that is a hook of that tool is not kept.
 */
public final class Reapplied {
    private static final String ARGO_TRACKING = "argocd.argoproj.io/tracking-id";
    private static final String ARGO_HOOK = "argocd.argoproj.io/hook";
    private static final String HELM_HOOK = "helm.sh/hook";
    /** Argo CD where it tracks by label, as it did by default before version 3; also common in charts. */
    private static final String INSTANCE = "app.kubernetes.io/instance";

    private static final String FLUX_KUSTOMIZATION = "kustomize.toolkit.fluxcd.io/name";
    private static final String FLUX_RELEASE = "helm.toolkit.fluxcd.io/name";

    static final Set<String> ANNOTATIONS = Set.of(ARGO_TRACKING, ARGO_HOOK, HELM_HOOK);
    static final Set<String> LABELS = Set.of(INSTANCE, FLUX_KUSTOMIZATION, FLUX_RELEASE);

    private Reapplied() {}

    /** Whether a tool would create the object again. */
    public static boolean is(ObjectMeta object) {
        Map<String, String> annotations = Objects.requireNonNullElse(object.getAnnotations(), Map.of());
        Map<String, String> labels = Objects.requireNonNullElse(object.getLabels(), Map.of());
        boolean hook = annotations.containsKey(ARGO_HOOK) || annotations.containsKey(HELM_HOOK);
        return !hook
                && (annotations.containsKey(ARGO_TRACKING) || LABELS.stream().anyMatch(labels::containsKey));
    }
}
