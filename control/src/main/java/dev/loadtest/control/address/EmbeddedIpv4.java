package dev.loadtest.control.address;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * IPv4 addresses that an IPv6 address may lead to through a gateway, a tunnel or the kernel: {@code 64:ff9b::7f00:1}
 * may reach 127.0.0.1. Pure.
 */
final class EmbeddedIpv4 {
    private static final byte[] TRANSLATED = prefix("0000000000000000ffff0000"); // ::ffff:0:0:0/96, RFC 2765
    private static final byte[] COMPATIBLE = prefix("000000000000000000000000"); // ::/96, RFC 4291
    private static final byte[] NAT64 = prefix("0064ff9b0000000000000000"); // 64:ff9b::/96, RFC 6052
    private static final byte[] NAT64_LOCAL = prefix("0064ff9b0001"); // 64:ff9b:1::/48, RFC 8215
    private static final byte[] SIX_TO_FOUR = prefix("2002"); // 2002::/16, RFC 3056
    private static final byte[] TEREDO = prefix("20010000"); // 2001::/32, RFC 4380
    private static final byte[] ISATAP = prefix("00005efe"); // interface identifier, RFC 5214; the u bit may be set

    /** Positions of the four bytes by RFC 6052, for prefixes of 48, 56, 64 and 96 bits; byte 8 is always zero. */
    private static final int[][] RFC_6052 = {{6, 7, 9, 10}, {7, 9, 10, 11}, {9, 10, 11, 12}, {12, 13, 14, 15}};

    private EmbeddedIpv4() {}

    /** None for an IPv4 address and for other IPv6 addresses. */
    static List<byte[]> of(byte[] address) {
        if (address.length != 16) {
            return List.of();
        }
        List<byte[]> found = new ArrayList<>();
        if (begins(address, TRANSLATED) || begins(address, COMPATIBLE) || begins(address, NAT64)) {
            found.add(at(address, 12, 13, 14, 15));
        }
        if (begins(address, NAT64_LOCAL)) {
            found.addAll(localNat64(address));
        }
        if (begins(address, SIX_TO_FOUR)) {
            found.add(at(address, 2, 3, 4, 5));
        }
        if (begins(address, TEREDO)) {
            found.add(at(address, 4, 5, 6, 7));
            found.add(inverted(at(address, 12, 13, 14, 15)));
        }
        if ((address[8] & ~0x02) == 0 && Arrays.equals(address, 9, 12, ISATAP, 1, 4)) {
            found.add(at(address, 12, 13, 14, 15));
        }
        return found;
    }

    /** The prefix length is known to the site only: every length whose remaining bytes are zero is considered. */
    private static List<byte[]> localNat64(byte[] address) {
        List<byte[]> found = new ArrayList<>();
        for (int[] places : RFC_6052) {
            byte[] candidate = at(address, places);
            if (isZero(address, places[3] + 1) && !isZero(candidate, 0)) {
                found.add(candidate);
            }
        }
        return found.isEmpty() ? List.of(new byte[4]) : found;
    }

    private static boolean isZero(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static byte[] at(byte[] address, int... places) {
        byte[] bytes = new byte[4];
        for (int i = 0; i < 4; i++) {
            bytes[i] = address[places[i]];
        }
        return bytes;
    }

    private static byte[] inverted(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ~bytes[i];
        }
        return bytes;
    }

    private static boolean begins(byte[] address, byte[] prefix) {
        return Arrays.equals(address, 0, prefix.length, prefix, 0, prefix.length);
    }

    private static byte[] prefix(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
