package dev.loadtest.cli;

import dev.loadtest.crds.manifest.Problem;
import dev.loadtest.crds.model.HeaderSpec;
import dev.loadtest.crds.model.KeyRef;
import dev.loadtest.crds.model.LoadTestSpec;
import dev.loadtest.crds.model.NamedTargetSpec;
import dev.loadtest.crds.model.ObjectRef;
import dev.loadtest.crds.model.RequestSpec;
import dev.loadtest.crds.model.TargetSpec;
import dev.loadtest.engine.plan.SecretRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fields of a manifest that refer to keys of Secrets and ConfigMaps, for messages. */
final class ReferenceFields {
    private final Map<SecretRef, String> fields = new LinkedHashMap<>();

    private ReferenceFields() {}

    /** The first field that refers to each key, in the order of the manifest. */
    static Map<SecretRef, String> of(LoadTestSpec spec) {
        ReferenceFields found = new ReferenceFields();
        found.target(spec.target(), "spec.target");
        List<NamedTargetSpec> targets = spec.targets() == null ? List.of() : spec.targets();
        for (int i = 0; i < targets.size(); i++) {
            found.target(targets.get(i).target(), "spec.targets[" + i + "]");
        }
        for (int i = 0; i < spec.requests().size(); i++) {
            RequestSpec request = spec.requests().get(i);
            found.headers("spec.requests[" + i + "].headers", request.headers());
        }
        return found.fields;
    }

    private void target(TargetSpec target, String path) {
        headers(path + ".headers", target.headers());
        TargetSpec.Tls tls = target.tls();
        if (tls != null && tls.caConfigMapKeyRef() != null) {
            add(SecretRef.Kind.CONFIG_MAP, tls.caConfigMapKeyRef(), path + ".tls.caConfigMapKeyRef");
        }
        if (tls != null && tls.caSecretKeyRef() != null) {
            add(SecretRef.Kind.SECRET, tls.caSecretKeyRef(), path + ".tls.caSecretKeyRef");
        }
        if (tls != null && tls.clientCertificate() != null) {
            addAll(
                    tls.clientCertificate().secretRef(),
                    TargetSpec.ClientCertificate.KEYS,
                    path + ".tls.clientCertificate.secretRef");
        }
        TargetSpec.Auth auth = target.auth();
        if (auth != null && auth.basic() != null) {
            addAll(auth.basic().secretRef(), TargetSpec.Basic.KEYS, path + ".auth.basic.secretRef");
        }
        if (auth != null && auth.oauth2() != null) {
            add(
                    SecretRef.Kind.SECRET,
                    auth.oauth2().clientSecret().secretKeyRef(),
                    path + ".auth.oauth2.clientSecret.secretKeyRef");
        }
    }

    private void headers(String path, @Nullable List<HeaderSpec> headers) {
        List<HeaderSpec> all = headers == null ? List.of() : headers;
        for (int i = 0; i < all.size(); i++) {
            HeaderSpec.ValueFrom from = all.get(i).valueFrom();
            if (from != null) {
                add(SecretRef.Kind.SECRET, from.secretKeyRef(), path + "[" + i + "].valueFrom.secretKeyRef");
            }
        }
    }

    private void addAll(ObjectRef secret, List<String> keys, String field) {
        keys.forEach(key -> add(SecretRef.Kind.SECRET, new KeyRef(secret.name(), key), field));
    }

    private void add(SecretRef.Kind kind, KeyRef key, String field) {
        fields.putIfAbsent(new SecretRef(kind, key.name(), key.key()), field);
    }

    /** A problem for each key, at the field that refers to it. */
    static List<Problem> problems(LoadTestSpec spec, Map<SecretRef, String> messages) {
        List<Problem> problems = new ArrayList<>();
        Map<SecretRef, String> fields = of(spec);
        fields.forEach((ref, field) -> {
            if (messages.containsKey(ref)) {
                problems.add(new Problem(field, messages.get(ref)));
            }
        });
        messages.forEach((ref, message) -> {
            if (!fields.containsKey(ref)) {
                problems.add(new Problem("spec", message));
            }
        });
        return problems;
    }
}
