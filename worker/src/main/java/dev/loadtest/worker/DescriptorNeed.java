package dev.loadtest.worker;

import dev.loadtest.engine.plan.Body;
import dev.loadtest.engine.plan.LoadPlan;

/**
 * The most file descriptors that a plan's load is known to need at once in one process.
 *
 * @param connections to the target
 * @param files that are read while they are uploaded: one a connection; HTTP/2 may need as many as there are streams
 */
public record DescriptorNeed(long connections, long files) {

    /** @param workers how many of the plan's workers the process holds */
    public static DescriptorNeed of(LoadPlan plan, int workers) {
        long connections = (long) plan.target().connections() * workers;
        boolean uploads = plan.requests().stream().anyMatch(request -> readsFile(request.body()));
        return new DescriptorNeed(connections, uploads ? connections : 0);
    }

    private static boolean readsFile(Body body) {
        return switch (body) {
            case Body.File file -> true;
            case Body.Multipart multipart -> multipart.parts().stream().anyMatch(Body.FilePart.class::isInstance);
            default -> false;
        };
    }

    long total() {
        return connections + files;
    }

    @Override
    public String toString() {
        return connections + " connections" + (files == 0 ? "" : " and " + files + " files for uploads");
    }
}
