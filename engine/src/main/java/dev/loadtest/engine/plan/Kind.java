package dev.loadtest.engine.plan;

/** What a request is to its case. */
public enum Kind {
    /** Holds its case open and must meet its expectation. */
    TRACKED("tracked"),
    /** Sent for load: nobody waits for it, its outcome is still counted. */
    FIRE_AND_FORGET("fireAndForget"),
    /** Warm-up and the early tries of an until: in the books, in no score. */
    UNSCORED("unscored");

    private final String label;

    Kind(String label) {
        this.label = label;
    }

    /** As results and threshold labels write it. */
    public String label() {
        return label;
    }
}
