package dev.loadtest.engine.share;

/** The indices [from, to) of one worker. */
public record Block(long from, long to) {

    private static final Block EMPTY = new Block(0, 0);

    public Block {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("not a block: [" + from + ", " + to + ")");
        }
    }

    public long size() {
        return to - from;
    }

    /**
     * A worker's block of {@code total} indices. Block i is [ceil(i*total/n), ceil((i+1)*total/n)) and goes to worker
     * (hash + i) mod n, so that cases of few requests do not all fall to the first worker.
     *
     * @param total 0 to 2^53
     * @param worker 0 to {@code workers} - 1
     */
    public static Block of(long total, int worker, int workers, long caseHash) {
        return among(workers, total, worker, workers, caseHash);
    }

    /**
     * The same where only some of the workers take part: those from hash mod {@code workers} on. The others' blocks are
     * empty.
     *
     * @param participants 1 to {@code workers}
     */
    public static Block among(int participants, long total, int worker, int workers, long caseHash) {
        if (worker < 0 || worker >= workers) {
            throw new IllegalArgumentException("worker " + worker + " of " + workers);
        }
        int place = Math.floorMod(worker - Shares.soleWorker(caseHash, workers), workers);
        return place >= participants
                ? EMPTY
                : new Block(Strata.start(place, total, participants), Strata.start(place + 1L, total, participants));
    }
}
