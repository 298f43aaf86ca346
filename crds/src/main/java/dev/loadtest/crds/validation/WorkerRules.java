package dev.loadtest.crds.validation;

import dev.loadtest.crds.manifest.Constraints;
import dev.loadtest.crds.model.DnsConfig;
import dev.loadtest.crds.model.WorkerSpec;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules for worker pods: resolution of names. */
final class WorkerRules {
    private static final String DNS = "spec.worker.dnsConfig";

    private WorkerRules() {}

    static void check(@Nullable WorkerSpec worker, Problems problems) {
        if (worker == null) {
            return;
        }
        DnsConfig dns = worker.dnsConfig();
        List<String> servers = dns == null ? null : dns.nameservers();
        if (worker.dnsPolicy() == WorkerSpec.DnsPolicy.NONE
                && (servers == null || servers.isEmpty())
                && !problems.malformed(DNS)) {
            problems.missing("spec.worker", "the dnsPolicy None needs nameservers in dnsConfig", "dnsConfig");
        }
        Each.of(servers, DNS + ".nameservers", (server, path) -> checkAddress(server, path, problems));
        Each.of(
                worker.hostAliases(),
                "spec.worker.hostAliases",
                (alias, path) -> checkAddress(alias.ip(), path + ".ip", problems));
    }

    private static void checkAddress(@Nullable String text, String path, Problems problems) {
        if (text != null && text.contains(":") && !isIpv6(text)) {
            problems.add(path, Constraints.quoted(text) + " is not an address (such as 192.0.2.7 or 2001:db8::7)");
        }
    }

    /** @param text with a colon; never resolved */
    private static boolean isIpv6(String text) {
        try {
            return InetAddress.getByName(text).getAddress().length > 0;
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
