package dev.loadtest.report;

/** Level of detail of a report. A lower level is smaller, for stores with a size limit such as a ConfigMap. */
public enum Detail {
    /** Everything. */
    FULL("full", true, true, true),
    /** Exemplars without headers and bodies. */
    WITHOUT_BODIES("noBodies", true, true, true),
    /** Cases without the books of their requests. */
    COMPACT("compact", true, false, true),
    /** Cases by id, outcome, reason and times only. */
    BRIEF("brief", false, false, true),
    /** Also without blocks: the run cannot be compared with another one. */
    WITHOUT_BLOCKS("noBlocks", false, false, true),
    /** Also without histograms: dropped last, because merging and later analysis need them. */
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

    /** The name in results. */
    public String label() {
        return label;
    }

    /** Whether exemplars have headers and bodies. */
    boolean exemplarAnswers() {
        return this == FULL;
    }

    /** Whether the manifest is there. */
    boolean manifest() {
        return wholePage();
    }

    /** Whether a page has as many rows and curves as a browser can take. */
    boolean wholePage() {
        return this == FULL || this == WITHOUT_BODIES;
    }

    /** Whether what happened over time is divided by phase and request. */
    boolean seriesByRequest() {
        return wholePage();
    }

    boolean caseBooks() {
        return caseBooks;
    }

    boolean caseRequests() {
        return caseRequests;
    }

    /** Whether the run can be compared with another one. */
    boolean blocks() {
        return this != WITHOUT_BLOCKS && this != SUMMARY;
    }

    boolean histograms() {
        return histograms;
    }
}
