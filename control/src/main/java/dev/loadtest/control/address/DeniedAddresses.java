package dev.loadtest.control.address;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Addresses that no load test in a cluster may use, in every form that leads to them. */
public final class DeniedAddresses {
    private static final Map<Cidr, String> ALWAYS = always();

    private final Map<Cidr, String> builtIn;
    private final List<Cidr> more;

    /** @param more in addition to the built-in ones, such as the API server's */
    public DeniedAddresses(List<Cidr> more) {
        this(ALWAYS, more);
    }

    private DeniedAddresses(Map<Cidr, String> builtIn, List<Cidr> more) {
        this.builtIn = builtIn;
        this.more = List.copyOf(more);
    }

    /** Without the built-in ones. */
    public static DeniedAddresses only(List<Cidr> denied) {
        return new DeniedAddresses(Map.of(), denied);
    }

    private static Map<Cidr, String> always() {
        Map<Cidr, String> denied = new LinkedHashMap<>();
        for (String metadata : List.of(
                "169.254.169.254", // AWS, Azure, Google Cloud, Oracle, OpenStack and others
                "fd00:ec2::/32", // AWS: instances (::254), EKS Pod Identity (::23), name server (::253)
                "fd20:ce::254", // Google Cloud
                "168.63.129.16", // Azure's host
                "192.0.0.192", // Oracle Cloud Classic
                "100.100.100.200", // Alibaba Cloud
                "fd00:c1::a9fe:a9fe", // Oracle Cloud
                "fd00:42::42" // Scaleway
                )) {
            denied.put(Cidr.parse(metadata), "a cloud's metadata service");
        }
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

    /** The reason why an address, or an embedded IPv4 address, is denied; empty if it is not. */
    public Optional<String> reason(byte[] address) {
        Optional<String> direct = direct(IpLiteral.unmapped(address));
        if (direct.isPresent()) {
            return direct;
        }
        return EmbeddedIpv4.of(address).stream()
                .flatMap(embedded -> direct(embedded).stream()
                        .map(why -> "a form of " + new Cidr(embedded, 32).address() + ", " + why))
                .findFirst();
    }

    private Optional<String> direct(byte[] address) {
        for (Map.Entry<Cidr, String> denied : builtIn.entrySet()) {
            if (denied.getKey().contains(address)) {
                return Optional.of(denied.getValue());
            }
        }
        return more.stream().anyMatch(cidr -> cidr.contains(address))
                ? Optional.of("denied by the operator (such as the API server's)")
                : Optional.empty();
    }

    /** Blocks that are denied directly, for rules enforced by a network plugin. */
    public List<Cidr> blocks() {
        List<Cidr> blocks = new ArrayList<>(builtIn.keySet());
        blocks.addAll(more);
        return blocks;
    }
}
