package dev.loadtest.report;

/** How much of a run a report tells: the less, the smaller it is, where a store such as a ConfigMap sets a bound. */
public enum Detail {
    /** Everything. */
    FULL("full", true, true, true),
    /** Cases without the books of each of their requests. */
    COMPACT("compact", true, false, true),
    /** Cases by id, outcome, reason and times only. */
    BRIEF("brief", false, false, true),
    /** Cases likewise, and no histograms: what is lost last, because nothing else can be merged or asked again. */
    SUMMARY("summary", false, false, false);

    private final String label;
    private final boolean caseBooks;
    private final boolean caseRequests;
    private final boolean histograms;

    Detail(String label, boolean caseBooks, boolean caseRequests, boolean histograms) {
        this.label = label;
        this.caseBooks = caseBooks;
        this.caseRequests = caseRequests;
        this.histograms = histograms;
    }

    /** As results write it. */
    public String label() {
        return label;
    }

    boolean caseBooks() {
        return caseBooks;
    }

    boolean caseRequests() {
        return caseRequests;
    }

    boolean histograms() {
        return histograms;
    }
}
