package dev.loadtest.operator.desired;

import dev.loadtest.crds.model.DnsConfig;
import dev.loadtest.crds.model.WorkerSpec;
import io.fabric8.kubernetes.api.model.HostAlias;
import io.fabric8.kubernetes.api.model.PodDNSConfig;
import io.fabric8.kubernetes.api.model.PodDNSConfigBuilder;
import io.fabric8.kubernetes.api.model.PodDNSConfigOption;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** DNS settings of worker pods. */
final class WorkerDns {
    private WorkerDns() {}

    /** Null for the cluster's default. */
    static @Nullable String policy(WorkerSpec wishes) {
        return switch (wishes.dnsPolicy()) {
            case null -> null;
            case CLUSTER_FIRST -> "ClusterFirst";
            case DEFAULT -> "Default";
            case NONE -> "None";
        };
    }

    static @Nullable PodDNSConfig config(WorkerSpec wishes) {
        DnsConfig config = wishes.dnsConfig();
        return config == null
                ? null
                : new PodDNSConfigBuilder()
                        .withNameservers(orEmpty(config.nameservers()))
                        .withSearches(orEmpty(config.searches()))
                        .withOptions(orEmpty(config.options()).stream()
                                .map(it -> new PodDNSConfigOption(it.name(), it.value()))
                                .toList())
                        .build();
    }

    static List<HostAlias> hostAliases(WorkerSpec wishes) {
        return orEmpty(wishes.hostAliases()).stream()
                .map(it -> new HostAlias(it.hostnames(), it.ip()))
                .toList();
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return Objects.requireNonNullElse(list, List.of());
    }
}
