package dev.loadtest.crds.compile;

import dev.loadtest.engine.plan.Header;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.RequestTemplate;
import dev.loadtest.engine.plan.SecretRef;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The keys of Secrets and ConfigMaps that a plan refers to. */
final class Secrets {
    private Secrets() {}

    static Set<SecretRef> of(LoadPlan plan) {
        Set<SecretRef> refs = new LinkedHashSet<>();
        SecretRef authority = plan.target().tls().authority();
        if (authority != null) {
            refs.add(authority);
        }
        add(plan.target().headers(), refs);
        for (RequestTemplate request : plan.requests()) {
            add(request.headers(), refs);
        }
        return refs;
    }

    private static void add(List<Header> headers, Set<SecretRef> refs) {
        for (Header header : headers) {
            if (header.value() instanceof Header.FromSecret secret) {
                refs.add(secret.ref());
            }
        }
    }
}
