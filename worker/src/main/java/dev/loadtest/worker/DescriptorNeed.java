package dev.loadtest.worker;

import dev.loadtest.engine.plan.Body;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Target;

/**
 * The most file descriptors that a plan's load is known to need at once in one process.
 *
 * @param connections to all targets, those of other variants too: what is idle there stays open
 * @param files that are read while they are uploaded: one a connection; HTTP/2 may need as many as there are streams
 * @param rows files whose rows are values: held open, shared by all workers
 */
public record DescriptorNeed(long connections, long files, long rows) {

    /** @param workers how many of the plan's workers the process holds */
    public static DescriptorNeed of(LoadPlan plan, int workers) {
        long connections =
                plan.destinations().stream().mapToLong(Target::connections).sum() * workers;
        boolean uploads = plan.requests().stream().anyMatch(request -> readsFile(request.body()));
        long rows = plan.files().stream()
                .filter(set -> set.rows() != null)
                .mapToLong(set -> set.files().size())
                .sum();
        return new DescriptorNeed(connections, uploads ? connections : 0, rows);
    }

    private static boolean readsFile(Body body) {
        return switch (body) {
            case Body.File file -> true;
            case Body.Multipart multipart -> multipart.parts().stream().anyMatch(Body.FilePart.class::isInstance);
            default -> false;
        };
    }

    long total() {
        return connections + files + rows;
    }

    @Override
    public String toString() {
        return connections + " connections" + (files == 0 ? "" : " and " + files + " files for uploads")
                + (rows == 0 ? "" : " and " + rows + " files of rows");
    }
}
