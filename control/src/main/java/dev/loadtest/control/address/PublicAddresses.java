package dev.loadtest.control.address;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Distinguishes public Internet addresses from private ones and the cluster's, by IANA's special-purpose registries.
 * Host patterns allow public addresses only. Pure; any thread.
 */
public final class PublicAddresses {
    private static final Cidr GLOBAL_UNICAST = Cidr.parse("2000::/3");
    private static final Cidr NAT64 = Cidr.parse("64:ff9b::/96");
    private static final List<Cidr> PRIVATE_V4 = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10", // shared address space; pods and Services of some clouds
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "34.118.224.0/20", // Services of Google Kubernetes Engine
                    "224.0.0.0/3")
            .map(Cidr::parse)
            .toList();
    private static final List<Cidr> PRIVATE_V6 =
            Stream.of("2001::/23", "2002::/16").map(Cidr::parse).toList();

    private final List<Cidr> cluster;

    /** @param cluster ranges of pods, Services and nodes that look public */
    public PublicAddresses(List<Cidr> cluster) {
        this.cluster = List.copyOf(cluster);
    }

    public boolean contains(byte[] address) {
        byte[] reached = IpLiteral.unmapped(address);
        if (isOf(cluster, reached)) {
            return false;
        }
        if (reached.length == 4) {
            return !isOf(PRIVATE_V4, reached);
        }
        if (NAT64.contains(reached)) {
            // Well-known prefix of DNS64: public if the gateway's IPv4 destination is.
            return EmbeddedIpv4.of(reached).stream().allMatch(this::contains);
        }
        // ISATAP: the tunnel ends at a private address.
        return GLOBAL_UNICAST.contains(reached)
                && !isOf(PRIVATE_V6, reached)
                && EmbeddedIpv4.of(reached).stream().allMatch(this::contains);
    }

    private static boolean isOf(List<Cidr> blocks, byte[] address) {
        return blocks.stream().anyMatch(block -> block.contains(address));
    }

    /**
     * The same as blocks with exceptions, for rules enforced by a network plugin.
     *
     * @param denied further exceptions, in every form of an IPv4 address here
     */
    public List<Block> blocks(List<Cidr> denied) {
        List<Cidr> v4 = new ArrayList<>(PRIVATE_V4);
        List<Cidr> v6 = new ArrayList<>(PRIVATE_V6);
        Stream.concat(cluster.stream(), denied.stream()).forEach(block -> (block.isV4() ? v4 : v6).add(block));
        return List.of(
                new Block(Cidr.parse("0.0.0.0/0"), v4),
                new Block(
                        GLOBAL_UNICAST,
                        v6.stream().filter(GLOBAL_UNICAST::contains).toList()),
                new Block(NAT64, v4.stream().map(NAT64::embed).toList()));
    }

    /** A block minus the parts in other blocks. */
    public record Block(Cidr cidr, List<Cidr> except) {
        public Block {
            except = List.copyOf(except);
        }
    }
}
