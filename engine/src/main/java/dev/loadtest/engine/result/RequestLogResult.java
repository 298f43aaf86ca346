package dev.loadtest.engine.result;

import java.util.ArrayList;
import java.util.List;

/**
 * Result of the log of a run's single requests.
 *
 * @param file as the user named it
 * @param every of the units with index k, those whose k is a multiple of it were logged
 * @param written number of lines in the file
 * @param bytes size of the file
 * @param dropped requests without a line although they were to have one
 * @param problem why the file could not be written to the end; empty if it could
 */
public record RequestLogResult(String file, long every, long written, long bytes, Dropped dropped, String problem) {

    /** A sentence about requests that the file lacks; empty if it is complete. */
    public String loss() {
        List<String> reasons = new ArrayList<>();
        reason(dropped.queue(), "ended faster than they could be written", reasons);
        reason(dropped.size(), "would have made the file larger than allowed", reasons);
        reason(dropped.file(), "could not be written (" + problem + ")", reasons);
        if (reasons.isEmpty()) {
            return problem.isEmpty() ? "" : "the log of requests " + file + " is not complete: " + problem;
        }
        return "the log of requests " + file + " lacks " + dropped.total() + " of " + (written + dropped.total()) + ": "
                + String.join(", ", reasons);
    }

    private static void reason(long count, String why, List<String> to) {
        if (count > 0) {
            to.add(count + " " + why);
        }
    }

    /**
     * Number of requests without a line, by reason.
     *
     * @param queue the writer was slower than the run
     * @param size the file would have become larger than allowed
     * @param file the file could not be written
     */
    public record Dropped(long queue, long size, long file) {
        public long total() {
            return queue + size + file;
        }
    }
}
