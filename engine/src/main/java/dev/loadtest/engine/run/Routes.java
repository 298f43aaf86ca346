package dev.loadtest.engine.run;

import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.RequestTemplate;
import dev.loadtest.engine.plan.Target;
import dev.loadtest.engine.run.request.RequestPreparer;
import dev.loadtest.engine.run.request.Resources;
import dev.loadtest.engine.run.transport.Resends;
import dev.loadtest.engine.run.transport.Transports;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The routes of a plan, one for each target of its requests in any variant. Confined to the loop. */
final class Routes {
    private final LoadPlan plan;
    private final Map<Target, Route> byTarget = new LinkedHashMap<>();

    Routes(LoadPlan plan, Transports transports, Resources resources) {
        this.plan = plan;
        plan.routes()
                .forEach(target -> byTarget.put(
                        target,
                        new Route(byTarget.size(), transports.to(target), new RequestPreparer(target, resources))));
    }

    /** All of them, by index. */
    Collection<Route> all() {
        return byTarget.values();
    }

    /** The route of a request in a variant. */
    Route of(String variant, RequestTemplate request) {
        Route route = byTarget.get(plan.target(variant, request));
        if (route == null) {
            throw new IllegalArgumentException("the plan has no request " + request.name());
        }
        return route;
    }

    Resends resends() {
        return all().stream().map(route -> route.transport.resends()).reduce(Resends.NONE, Resends::and);
    }

    /** No request waits that could be sent. */
    void pumped() {
        for (Route route : all()) {
            route.pumped();
        }
    }
}
