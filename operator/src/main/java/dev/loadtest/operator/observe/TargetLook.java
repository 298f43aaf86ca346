package dev.loadtest.operator.observe;

import dev.loadtest.crds.model.LoadTest;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the Service that a run under way is aimed at again and again: its owner may have led it elsewhere since the start.
 * Asking every few seconds needs no right to watch all Services of a namespace. Any thread; blocks for a call now and then.
 */
final class TargetLook {
    static final Duration EVERY = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(TargetLook.class);

    private record Seen(Instant at, Inputs inputs) {}

    private final InputsView view;
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();

    TargetLook(InputsView view) {
        this.view = view;
    }

    /** What was found at most {@link #EVERY} ago; while the API server does not answer, what was found last. */
    Inputs of(LoadTest test, Instant now) {
        String uid = test.getMetadata().getUid();
        Seen last = seen.get(uid);
        if (last != null && now.isBefore(last.at.plus(EVERY))) {
            return last.inputs;
        }
        Inputs inputs = last == null ? Inputs.NONE : last.inputs;
        try {
            inputs = view.target(test);
        } catch (KubernetesClientException e) {
            LOG.debug("the target of a run cannot be read now", e);
        }
        seen.put(uid, new Seen(now, inputs));
        return inputs;
    }

    void forget(LoadTest test) {
        seen.remove(test.getMetadata().getUid());
    }
}
