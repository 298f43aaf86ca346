package dev.loadtest.engine.run.check;

import java.util.List;

/** Reads the values at several pointers out of a document in one pass. Thread-safe. */
@FunctionalInterface
public interface JsonScan {

    Found read(byte[] document);

    /**
     * What was found.
     *
     * @param values in order of the pointers; of an object's equal names the first counts
     * @param problem a clause that says why the document could not be read to its end, without any content of it; values
     *     before that place are found. Empty if nothing was missed
     */
    record Found(List<JsonValue> values, String problem) {
        public Found {
            values = List.copyOf(values);
        }
    }

    /** Prepares scans. */
    @FunctionalInterface
    interface Maker {

        /** @param pointers RFC 6901; validation refuses others before */
        JsonScan of(List<String> pointers);
    }
}
