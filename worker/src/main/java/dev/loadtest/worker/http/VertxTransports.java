package dev.loadtest.worker.http;

import dev.loadtest.engine.plan.Auth;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Target;
import dev.loadtest.engine.run.request.Resources;
import dev.loadtest.engine.run.signin.BearerTransport;
import dev.loadtest.engine.run.transport.Resends;
import dev.loadtest.engine.run.transport.TokenRequests;
import dev.loadtest.engine.run.transport.Transport;
import dev.loadtest.engine.run.transport.Transports;
import dev.loadtest.worker.VertxLoop;
import dev.loadtest.worker.http.dial.AddressPolicy;
import dev.loadtest.worker.http.message.Upload;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A worker's transports to all targets of its plan. As {@link VertxTransport}: confined to the loop once open. */
public final class VertxTransports implements Transports, AutoCloseable {
    private final Map<Target, VertxTransport> connections = new LinkedHashMap<>();
    private final Map<Target, Transport> transports = new HashMap<>();
    private final SignIns signIns;

    private VertxTransports(SignIns signIns) {
        this.signIns = signIns;
    }

    /**
     * Prepares for the targets; connects to nothing yet. May block to read certificates.
     *
     * @throws IllegalArgumentException if an authority, a client certificate or its key is not PEM
     */
    public static VertxTransports open(VertxLoop loop, LoadPlan plan, Resources resources, AddressPolicy policy) {
        return open(loop, plan, resources, policy, new SignIns(loop, policy));
    }

    /**
     * As above.
     *
     * @param signIns closed with the transports
     */
    public static VertxTransports open(
            VertxLoop loop, LoadPlan plan, Resources resources, AddressPolicy policy, SignIns signIns) {
        VertxTransports opened = new VertxTransports(signIns);
        String boundary = Upload.boundary(plan.name(), plan.seed());
        for (Target target : plan.routes()) {
            VertxTransport made = VertxTransport.open(loop, target, resources, policy, boundary);
            opened.connections.put(target, made);
            opened.transports.put(
                    target,
                    target.auth() instanceof Auth.OAuth2 oauth2
                            ? new BearerTransport(made, signIns.tokens(oauth2, resources), loop)
                            : made);
        }
        return opened;
    }

    /** The clients whose tokens it sends. */
    public SignIns signIns() {
        return signIns;
    }

    @Override
    public Transport to(Target target) {
        Transport transport = transports.get(target);
        if (transport == null) {
            throw new IllegalArgumentException("the plan does not aim at " + target.authority());
        }
        return transport;
    }

    /** See {@link Transport#resends}; of all targets. On the loop. */
    public Resends resends() {
        return connections.values().stream().map(VertxTransport::resends).reduce(Resends.NONE, Resends::and);
    }

    @Override
    public TokenRequests tokenRequests() {
        return signIns.requests();
    }

    @Override
    public void onCredentials(Consumer<String> listener) {
        signIns.onCredentials(listener);
    }

    /** Closes all idle connections, and all HTTP/2 connections. From any thread. */
    @Override
    public void close() {
        signIns.close();
        connections.values().forEach(VertxTransport::close);
    }
}
