package dev.loadtest.demo;

import io.vertx.core.MultiMap;
import java.util.Map;
import java.util.Optional;

/**
 * Jobs that take a while: a client submits one, asks for its state until it is done, and fetches its result. A job's id
 * proves itself by a hash; only how often its state was asked for is kept, of a bounded number of jobs.
 */
final class JobEndpoints {
    private static final int MAX_JOBS = 10_000;
    /** How often a job is still running when its state is asked for. */
    private static final int RUNNING = 3;

    private final Behaviour behaviour;
    private final long seed;
    private final Map<String, Integer> asked = new LeastRecentlyUsed<>(MAX_JOBS);
    private long submitted;

    JobEndpoints(PlotServiceOptions options, Behaviour behaviour) {
        this.behaviour = behaviour;
        this.seed = options.seed();
    }

    Reply submit() {
        String number = String.valueOf(++submitted);
        return answer(202, Map.of("job", number + "." + proof(number), "state", "queued"));
    }

    Reply state(MultiMap query) {
        return job(query)
                .map(job -> answer(200, Map.of("job", job, "state", isDone(job, 1) ? "done" : "running")))
                .orElseGet(JobEndpoints::unknown);
    }

    Reply result(MultiMap query) {
        Optional<String> job = job(query);
        if (job.isEmpty()) {
            return unknown();
        }
        return isDone(job.get(), 0)
                ? answer(200, Map.of("job", job.get(), "rows", 100))
                : Reply.refused(409, "the job is not done");
    }

    void reset() {
        asked.clear();
        submitted = 0;
    }

    private boolean isDone(String job, int more) {
        return asked.merge(job, more, Integer::sum) > RUNNING;
    }

    private Optional<String> job(MultiMap query) {
        String job = query.get("job");
        int dot = job == null ? -1 : job.indexOf('.');
        return dot > 0 && job.substring(dot + 1).equals(proof(job.substring(0, dot)))
                ? Optional.of(job)
                : Optional.empty();
    }

    private Reply answer(int status, Object value) {
        return behaviour.fails(Operation.ITEMS)
                ? Reply.failed(Operation.ITEMS)
                : Reply.json(Operation.ITEMS, status, value);
    }

    private static Reply unknown() {
        return Reply.refused(404, "no such job");
    }

    private String proof(String number) {
        return Sha256.of(seed + " job " + number).substring(0, 32);
    }
}
