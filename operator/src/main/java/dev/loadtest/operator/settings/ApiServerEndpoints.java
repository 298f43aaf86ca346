package dev.loadtest.operator.settings;

import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Addresses of every API server of the cluster, from their EndpointSlice {@code default/kubernetes}. Watched, since
 * control-plane nodes come and go; an address that is gone stays denied. Any thread.
 */
public final class ApiServerEndpoints implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ApiServerEndpoints.class);

    private final Resource<EndpointSlice> slice;
    private final Set<String> addresses = ConcurrentHashMap.newKeySet();
    private final SharedIndexInformer<EndpointSlice> informer;

    public ApiServerEndpoints(KubernetesClient client) {
        slice = client.discovery().v1().endpointSlices().inNamespace("default").withName("kubernetes");
        informer = slice.runnableInformer(0).exceptionHandler((started, thrown) -> true);
        informer.addEventHandler(new Handler());
    }

    /**
     * Reads them once before it returns, then watches.
     *
     * @param mayWatch whether the chart grants it; otherwise only a warning is logged
     */
    public void start(boolean mayWatch) {
        if (!mayWatch) {
            LOG.warn("targets.watchApiServers is false: API servers that are not known yet can be used as targets;"
                    + " name the control-plane nodes in targets.deny");
            return;
        }
        try {
            EndpointSlice now = slice.get();
            if (now != null) {
                learn(now);
            }
        } catch (KubernetesClientException e) {
            LOG.warn("the API servers' EndpointSlice default/kubernetes cannot be read: {}", e.getMessage());
        }
        informer.start().whenComplete((done, thrown) -> {
            if (thrown != null) {
                LOG.warn(
                        "the API servers' EndpointSlice default/kubernetes cannot be watched: {}", thrown.getMessage());
            }
        });
    }

    /** All addresses ever seen. */
    public Collection<String> addresses() {
        return Set.copyOf(addresses);
    }

    private void learn(EndpointSlice now) {
        Stream.ofNullable(now.getEndpoints())
                .flatMap(List::stream)
                .flatMap(endpoint -> endpoint.getAddresses().stream())
                .filter(Objects::nonNull)
                .forEach(address -> {
                    if (addresses.add(address)) {
                        LOG.info("an API server is at {}: denied as a target", address);
                    }
                });
    }

    @Override
    public void close() {
        informer.stop();
    }

    private final class Handler implements ResourceEventHandler<EndpointSlice> {
        @Override
        public void onAdd(EndpointSlice added) {
            learn(added);
        }

        @Override
        public void onUpdate(EndpointSlice before, EndpointSlice now) {
            learn(now);
        }

        @Override
        public void onDelete(EndpointSlice gone, boolean unknown) {
            // A former API server's address may be one again.
        }
    }
}
