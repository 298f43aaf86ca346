package dev.loadtest.engine.run.capture;

import java.util.Map;
import java.util.TreeMap;

/** Failure counts by sentence; bounded, since a target may cause a new sentence each time. */
public final class FailureCounts {
    private static final int SENTENCES = 20;
    private static final String OTHERS = "other failures";

    private final Map<String, Long> counts = new TreeMap<>();

    public void add(String sentence) {
        add(sentence, 1);
    }

    public void add(String sentence, long times) {
        boolean known = counts.containsKey(sentence) || counts.size() < SENTENCES;
        counts.merge(known ? sentence : OTHERS, times, Long::sum);
    }

    /** By sentence; live, not a copy. */
    public Map<String, Long> counts() {
        return counts;
    }
}
