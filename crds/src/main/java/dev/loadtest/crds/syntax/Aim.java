package dev.loadtest.crds.syntax;

import dev.loadtest.crds.manifest.Paths;
import dev.loadtest.crds.model.LoadTestSpec;
import dev.loadtest.crds.model.NamedTargetSpec;
import dev.loadtest.crds.model.TargetSpec;
import dev.loadtest.crds.model.VariantSpec;
import dev.loadtest.engine.plan.Targets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A URL that a manifest sends requests to.
 *
 * @param path of the field that holds it
 * @param url as written, perhaps invalid
 * @param calledAs the name in requests to it; null for the URL's
 */
public record Aim(String path, String url, @Nullable CalledAs calledAs) {
    /** The most different hosts that a manifest may aim at: each is looked up in the cluster. */
    public static final int MAX_HOSTS = 20;

    /** A host, perhaps with a port, and the field that sets it. */
    public record CalledAs(String path, String host) {}

    /** All of a manifest: targets, token endpoints, and where variants find targets. */
    public static List<Aim> of(LoadTestSpec spec) {
        Map<String, @Nullable CalledAs> names = new HashMap<>();
        List<Aim> aims = new ArrayList<>();
        if (spec.target() != null) {
            add(Targets.DEFAULT, spec.target(), "spec.target", names, aims);
        }
        List<NamedTargetSpec> others = spec.targets() == null ? List.of() : spec.targets();
        for (int i = 0; i < others.size(); i++) {
            NamedTargetSpec other = others.get(i);
            if (other != null && other.name() != null) {
                add(other.name(), other.target(), "spec.targets[" + i + "]", names, aims);
            }
        }
        List<VariantSpec> variants = spec.variants() == null ? List.of() : spec.variants();
        for (int i = 0; i < variants.size(); i++) {
            VariantSpec variant = variants.get(i);
            if (variant != null && variant.targets() != null) {
                String path = "spec.variants[" + i + "].targets";
                new TreeMap<>(variant.targets()).forEach((name, url) -> {
                    if (url != null) {
                        aims.add(new Aim(Paths.field(path, name), url, names.get(name)));
                    }
                });
            }
        }
        return aims;
    }

    private static void add(
            String name, TargetSpec target, String path, Map<String, @Nullable CalledAs> names, List<Aim> aims) {
        String host = target.withHeadersAsFields().host();
        CalledAs calledAs = host == null ? null : new CalledAs(path + ".host", host);
        names.put(name, calledAs);
        if (target.url() != null) {
            aims.add(new Aim(path + ".url", target.url(), calledAs));
        }
        TargetSpec.Auth auth = target.auth();
        if (auth != null && auth.oauth2() != null && auth.oauth2().tokenUrl() != null) {
            aims.add(new Aim(path + ".auth.oauth2.tokenUrl", auth.oauth2().tokenUrl(), null));
        }
    }

    /** The parts of its URL; empty if that is invalid. */
    public Optional<TargetUrl> parts() {
        try {
            return Optional.of(TargetUrl.parse(url));
        } catch (IllegalArgumentException invalid) {
            return Optional.empty();
        }
    }
}
