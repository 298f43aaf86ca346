package dev.loadtest.bench;

import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Target;
import dev.loadtest.engine.plan.Targets;
import java.time.Duration;

/**
 * How a plan talks to its target, in the syntax {@code PROTOCOL,USERS_OF_CONNECTION,REQUESTS_OF_CONNECTION}.
 *
 * @param usersOfConnection users of the closed model for each connection, 1 without streams
 * @param requestsOfConnection after which a connection is closed; 0 for any number
 */
record WireOptions(Target.Protocol protocol, int usersOfConnection, int requestsOfConnection) {
    static final WireOptions NONE = new WireOptions(Target.Protocol.HTTP1, 1, 0);

    static WireOptions parse(String text) {
        String[] parts = text.split(",");
        return new WireOptions(
                Target.Protocol.valueOf(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }

    @Override
    public String toString() {
        return protocol + "," + usersOfConnection + "," + requestsOfConnection;
    }

    /** The same plan with these options. */
    LoadPlan of(LoadPlan plan) {
        if (equals(NONE)) {
            return plan;
        }
        Target target = plan.targets().standard();
        return new LoadPlan(
                plan.name(),
                plan.seed(),
                plan.parallelism(),
                Targets.of(new Target(
                        target.https(),
                        target.host(),
                        target.port(),
                        target.basePath(),
                        target.headers(),
                        protocol,
                        target.tls(),
                        target.connections(),
                        new Target.Reuse(requestsOfConnection, Duration.ZERO),
                        target.calledAs(),
                        target.auth())),
                plan.variants(),
                plan.files(),
                plan.requests(),
                plan.journeys(),
                plan.phases(),
                plan.thresholds(),
                plan.selection(),
                plan.startupDeadline(),
                plan.activeDeadline(),
                plan.drain(),
                plan.onWorkerLoss(),
                plan.maxRequestsPerSecond());
    }
}
