package dev.loadtest.operator.desired;

import dev.loadtest.crds.model.LoadTest;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;

/**
 * The names and labels of what a run owns. A name ends with a hash of the LoadTest's UID, so that a LoadTest deleted and
 * applied again never meets the objects of the one before.
 */
public record Names(String test, String uid) {
    public static final String MANAGER = "loadtest-operator";
    public static final String LABEL_NAME = "loadtest.dev/name";
    public static final String LABEL_UID = "loadtest.dev/uid";
    private static final int HASH = 8;

    public static Names of(LoadTest test) {
        return new Names(test.getMetadata().getName(), test.getMetadata().getUid());
    }

    /** Of the Job and the NetworkPolicy; with an index and five more characters it is still a pod's name of 63. */
    public String base() {
        return test + "-"
                + HexFormat.of()
                        .formatHex(Sha256.of(uid.getBytes(StandardCharsets.UTF_8)))
                        .substring(0, HASH);
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

    /** On everything that the run owns. */
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

    /** What selects the run's pods. */
    public Map<String, String> selector() {
        return Map.of(LABEL_UID, uid, "app.kubernetes.io/component", "worker");
    }
}
