package dev.loadtest.operator.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Addresses of the API server: its Service's, and those it reports. No load test may use them. */
public final class ApiServerAddresses {
    private static final Logger LOG = LoggerFactory.getLogger(ApiServerAddresses.class);
    private static final JsonMapper JSON = new JsonMapper();

    private ApiServerAddresses() {}

    /** Blocks for a call of the API server. */
    public static Collection<String> of(KubernetesClient client) {
        TreeSet<String> addresses = new TreeSet<>(resolved(client.getMasterUrl().getHost()));
        // Every authenticated client may read this, unlike endpoints of another namespace.
        told(client.raw("/api")).forEach(host -> addresses.addAll(resolved(host)));
        return addresses;
    }

    /** Hosts in an answer to {@code /api}. */
    static Collection<String> told(String answer) {
        TreeSet<String> hosts = new TreeSet<>();
        try {
            for (JsonNode entry : JSON.readTree(answer).path("serverAddressByClientCIDRs")) {
                hosts.add(host(entry.path("serverAddress").asText()));
            }
        } catch (JsonProcessingException e) {
            LOG.warn("the addresses that the API server reports cannot be read: {}", e.getMessage());
        }
        hosts.remove("");
        return hosts;
    }

    private static String host(String hostAndPort) {
        int colon = hostAndPort.lastIndexOf(':');
        boolean bracketed = hostAndPort.startsWith("[") && hostAndPort.contains("]");
        if (bracketed) {
            return hostAndPort.substring(1, hostAndPort.indexOf(']'));
        }
        return colon < 0 ? hostAndPort : hostAndPort.substring(0, colon);
    }

    private static Collection<String> resolved(String host) {
        TreeSet<String> addresses = new TreeSet<>();
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                String text = address.getHostAddress();
                addresses.add(text.contains("%") ? text.substring(0, text.indexOf('%')) : text);
            }
        } catch (UnknownHostException e) {
            LOG.warn("the API server's host {} has no address", host);
        }
        return addresses;
    }
}
