package dev.loadtest.control.address;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Addresses that no load test in a cluster may be aimed at, whatever is allowed. */
public final class DeniedAddresses {
    private static final Map<Cidr, String> ALWAYS = always();

    private final List<Cidr> more;

    /** @param more beyond those that always are, such as the API server's */
    public DeniedAddresses(List<Cidr> more) {
        this.more = List.copyOf(more);
    }

    private static Map<Cidr, String> always() {
        Map<Cidr, String> denied = new LinkedHashMap<>();
        denied.put(Cidr.parse("169.254.169.254"), "a cloud's metadata service");
        denied.put(Cidr.parse("fd00:ec2::254"), "a cloud's metadata service");
        denied.put(Cidr.parse("100.100.100.200"), "a cloud's metadata service");
        denied.put(Cidr.parse("127.0.0.0/8"), "a loopback address");
        denied.put(Cidr.parse("::1"), "a loopback address");
        denied.put(Cidr.parse("0.0.0.0/8"), "an unspecified address");
        denied.put(Cidr.parse("::"), "an unspecified address");
        denied.put(Cidr.parse("224.0.0.0/4"), "a multicast address");
        denied.put(Cidr.parse("ff00::/8"), "a multicast address");
        denied.put(Cidr.parse("255.255.255.255"), "the broadcast address");
        denied.put(Cidr.parse("169.254.0.0/16"), "a link-local address");
        denied.put(Cidr.parse("fe80::/10"), "a link-local address");
        return denied;
    }

    /** What an address is that it is denied; empty where it is not. */
    public Optional<String> reason(byte[] address) {
        for (Map.Entry<Cidr, String> denied : ALWAYS.entrySet()) {
            if (denied.getKey().contains(address)) {
                return Optional.of(denied.getValue());
            }
        }
        return more.stream().anyMatch(cidr -> cidr.contains(address))
                ? Optional.of("denied by the operator (such as the API server's)")
                : Optional.empty();
    }
}
