package dev.loadtest.engine.run;

import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.RequestTemplate;
import dev.loadtest.engine.run.check.BodyReaders;
import dev.loadtest.engine.run.check.ResponseCheck;
import dev.loadtest.engine.run.loop.Loop;
import dev.loadtest.engine.run.loop.LoopProbe;
import dev.loadtest.engine.run.request.RequestMaker;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Makes the common parts of requests. All shares have one check for each request of the plan, and one queue of deadlines
 * for each length of timeout. Confined to the loop.
 */
final class MixRequests {
    private final LoadPlan plan;
    private final Routes routes;
    private final BodyReaders readers;
    private final Loop loop;
    private final LoopProbe probe;
    /** By name of the request. */
    private final Map<String, ResponseCheck> checks = new HashMap<>();
    /** By timeout in nanoseconds. */
    private final Map<Long, DeadlineQueue> deadlines = new HashMap<>();

    MixRequests(LoadPlan plan, Routes routes, BodyReaders readers, Loop loop, LoopProbe probe) {
        this.plan = plan;
        this.routes = routes;
        this.readers = readers;
        this.loop = loop;
        this.probe = probe;
    }

    /**
     * Those of an entry of a mix.
     *
     * @param alike whether all of them are the same
     */
    MixRequest of(String variant, String request, boolean alike) {
        RequestTemplate template = plan.request(request);
        Route route = routes.of(variant, template);
        RequestMaker maker =
                new RequestMaker(route.preparer, template, template.values().keySet());
        return new MixRequest(template, route, check(template), deadlines(template), maker, alike, false);
    }

    /**
     * Those of a journey's step.
     *
     * @param changing the names that the journey binds
     */
    MixRequest ofStep(String variant, RequestTemplate template, Set<String> changing) {
        Route route = routes.of(variant, template);
        Set<String> names = new HashSet<>(template.values().keySet());
        names.addAll(changing);
        Set<String> used = template.names();
        route.preparer.target().headers().forEach(header -> used.addAll(header.names()));
        boolean alike = used.stream().noneMatch(names::contains);
        RequestMaker maker = new RequestMaker(route.preparer, template, names);
        return new MixRequest(template, route, check(template), deadlines(template), maker, alike, true);
    }

    private ResponseCheck check(RequestTemplate template) {
        return checks.computeIfAbsent(template.name(), name -> new ResponseCheck(template, readers));
    }

    private DeadlineQueue deadlines(RequestTemplate template) {
        return deadlines.computeIfAbsent(template.timeout().toNanos(), nanos -> new DeadlineQueue(loop, nanos, probe));
    }

    /** Ends every request in flight as unresolved. */
    void abandonAll() {
        deadlines.values().forEach(DeadlineQueue::abandonAll);
    }
}
