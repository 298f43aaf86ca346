package dev.loadtest.control.address;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * A block of addresses. IPv4 addresses mapped into IPv6 are treated as IPv4.
 *
 * @param network 4 or 16 bytes, zero beyond the prefix
 * @param prefix length in bits
 */
public record Cidr(byte[] network, int prefix) {
    public Cidr {
        if (network.length != 4 && network.length != 16) {
            throw new IllegalArgumentException("an address has 4 or 16 bytes");
        }
        if (prefix < 0 || prefix > network.length * 8) {
            throw new IllegalArgumentException("a prefix has 0 to " + network.length * 8 + " bits, not " + prefix);
        }
        network = masked(network, prefix);
    }

    /**
     * Reads {@code 10.0.0.0/8}, {@code fd00::/8}, or one address.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        byte[] reached = IpLiteral.parse(address)
                .orElseThrow(() -> new IllegalArgumentException("\"" + text + "\" is neither an address nor a CIDR"));
        if (slash < 0) {
            return new Cidr(reached, reached.length * 8);
        }
        int bits;
        try {
            bits = Integer.parseInt(text.substring(slash + 1));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + text + "\" has no prefix length", e);
        }
        // A mapped IPv4 address: its prefix length includes the 96 leading bits.
        boolean mapped = reached.length == 4 && address.contains(":");
        return new Cidr(reached, mapped ? bits - 96 : bits);
    }

    public boolean contains(byte[] address) {
        byte[] reached = IpLiteral.unmapped(address);
        return reached.length == network.length && Arrays.equals(masked(reached, prefix), network);
    }

    public boolean isV4() {
        return network.length == 4;
    }

    /** Whether every address of another block is in this one. */
    public boolean contains(Cidr other) {
        return other.prefix >= prefix && contains(other.network);
    }

    /** The IPv6 block of an IPv4 block after these 96 bits, as for NAT64. */
    Cidr embed(Cidr v4) {
        if (prefix != 96 || !v4.isV4()) {
            throw new IllegalArgumentException(v4 + " cannot stand behind " + this);
        }
        byte[] whole = network.clone();
        System.arraycopy(v4.network, 0, whole, 12, 4);
        return new Cidr(whole, 96 + v4.prefix);
    }

    private static byte[] masked(byte[] address, int prefix) {
        byte[] masked = address.clone();
        for (int i = 0; i < masked.length; i++) {
            int bits = Math.clamp(prefix - i * 8L, 0, 8);
            masked[i] &= (byte) (0xff << (8 - bits));
        }
        return masked;
    }

    @Override
    public byte[] network() {
        return network.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cidr cidr && prefix == cidr.prefix && Arrays.equals(network, cidr.network);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(network) * 31 + prefix;
    }

    /** CIDR notation; IPv6 without shortening. */
    @Override
    public String toString() {
        return address() + "/" + prefix;
    }

    /** The first address. */
    String address() {
        StringBuilder text = new StringBuilder();
        if (network.length == 4) {
            for (byte part : network) {
                text.append(text.isEmpty() ? "" : ".").append(part & 0xff);
            }
        } else {
            String hex = HexFormat.of().formatHex(network);
            for (int i = 0; i < hex.length(); i += 4) {
                text.append(i == 0 ? "" : ":").append(hex, i, i + 4);
            }
        }
        return text.toString();
    }
}
