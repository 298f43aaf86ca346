package dev.loadtest.operator.desired;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loadtest.crds.manifest.MaskedManifest;
import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.crds.model.LoadTestSpec;
import dev.loadtest.crds.model.NamedTargetSpec;
import dev.loadtest.report.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Origin of a LoadTest's run, for reports: target, manifest, command. Pure. */
final class TestOrigin {
    private static final JsonMapper JSON = JsonMapper.builder()
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    private TestOrigin() {}

    static Origin of(LoadTest test) {
        String name = test.getMetadata().getName();
        String namespace = Objects.requireNonNullElse(test.getMetadata().getNamespace(), "default");
        LoadTestSpec spec = test.getSpec();
        return new Origin(
                Origin.ownVersion(),
                spec == null ? List.of() : targets(spec),
                "./loadtest cluster rerun " + name + " --same-seed -n " + namespace,
                spec == null ? "" : MaskedManifest.of(document(name, namespace, spec)));
    }

    private static ObjectNode document(String name, String namespace, LoadTestSpec spec) {
        ObjectNode document = JSON.createObjectNode();
        document.put("apiVersion", LoadTest.API_VERSION).put("kind", LoadTest.KIND);
        document.putObject("metadata").put("name", name).put("namespace", namespace);
        document.set("spec", JSON.valueToTree(spec));
        return document;
    }

    private static List<Origin.Target> targets(LoadTestSpec spec) {
        List<Origin.Target> targets = new ArrayList<>();
        if (spec.target() != null && spec.target().url() != null) {
            targets.add(new Origin.Target(
                    "default", MaskedManifest.url(spec.target().url())));
        }
        List<NamedTargetSpec> others = spec.targets();
        if (others != null) {
            others.forEach(other -> targets.add(new Origin.Target(other.name(), MaskedManifest.url(other.url()))));
        }
        return targets;
    }
}
