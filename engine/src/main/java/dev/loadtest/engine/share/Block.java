package dev.loadtest.engine.share;

/** A worker's indices [from, to). */
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
     * (hash + i) mod n, so that small cases are spread over the workers.
     *
     * @param total 0 to 2^53
     * @param worker 0 to {@code workers} - 1
     */
    public static Block of(long total, int worker, int workers, long caseHash) {
        return among(workers, total, worker, workers, caseHash);
    }

    /**
     * The same for a subset of the workers: those from hash mod {@code workers} on. The others' blocks are empty.
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
