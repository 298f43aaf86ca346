package dev.loadtest.engine.plan;

/** Relation of a request to its case. */
public enum Kind {
    /** Keeps its case open and has to meet its expectation. */
    TRACKED("tracked"),
    /** Sent for load: its case does not wait for it; its outcome is counted. */
    FIRE_AND_FORGET("fireAndForget"),
    /** Warm-up and early tries of an until: in the books, but not scored. */
    UNSCORED("unscored");

    private final String label;

    Kind(String label) {
        this.label = label;
    }

    /** The name in results and threshold labels. */
    public String label() {
        return label;
    }
}
