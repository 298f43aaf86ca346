package dev.loadtest.worker.process;

import dev.loadtest.engine.plan.Auth;
import dev.loadtest.engine.plan.SecretRef;
import dev.loadtest.worker.FoundResources;
import dev.loadtest.worker.VertxLoop;
import dev.loadtest.worker.http.SignIns;
import dev.loadtest.worker.http.dial.AddressPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The clients that this pod needs tokens for before it is ready. Any thread. */
final class PodSignIns {
    private final List<Auth.OAuth2> wanted;
    private final PodReferences references;
    private final SignIns signIns;
    private boolean begun;

    PodSignIns(WorkerSettings settings, AddressPolicy policy, VertxLoop loop) {
        this.wanted = settings.signIns();
        this.references = new PodReferences(settings.references());
        this.signIns = new SignIns(loop, policy);
    }

    SignIns all() {
        return signIns;
    }

    /** Why there is no token yet, a sentence each. Begins to fetch them; all references must exist. Blocks. */
    synchronized List<String> lacking() {
        if (!begun) {
            try {
                wanted.forEach(this::begin);
            } catch (IllegalArgumentException e) {
                return List.of(String.valueOf(e.getMessage()));
            }
            begun = true;
        }
        return signIns.lacking();
    }

    private void begin(Auth.OAuth2 auth) {
        List<SecretRef> needed = new ArrayList<>(auth.endpoint().references().keySet());
        needed.add(auth.clientSecret());
        signIns.tokens(
                auth, new FoundResources(Map.of(), references.read(needed).texts()));
    }
}
