package dev.loadtest.operator.desired;

import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.engine.digest.Sha256;
import java.util.Map;

/**
 * Names and labels of a run's objects. A name ends with a hash of the LoadTest's UID, so that a LoadTest deleted and
 * applied again does not meet its predecessor's objects.
 */
public record Names(String test, String uid) {
    public static final String MANAGER = "loadtest-operator";
    public static final String LABEL_NAME = "loadtest.dev/name";
    public static final String LABEL_UID = "loadtest.dev/uid";
    private static final int HASH = 8;

    public static Names of(LoadTest test) {
        return new Names(test.getMetadata().getName(), test.getMetadata().getUid());
    }

    /** Length for Job and NetworkPolicy; with an index and five more characters a pod's name stays within 63. */
    public String base() {
        return test + "-" + Sha256.hex(uid).substring(0, HASH);
    }

    public String plan() {
        return base() + "-plan";
    }

    public String checkpoint() {
        return base() + "-checkpoint";
    }

    public String results() {
        return base() + "-results";
    }

    /** Labels of every object of the run. */
    public Map<String, String> labels() {
        return Map.of(
                "app.kubernetes.io/name",
                "loadtest",
                "app.kubernetes.io/managed-by",
                MANAGER,
                LABEL_NAME,
                test,
                LABEL_UID,
                uid);
    }

    /** Selector of the run's pods. */
    public Map<String, String> selector() {
        return Map.of(LABEL_UID, uid, "app.kubernetes.io/component", "worker");
    }
}
