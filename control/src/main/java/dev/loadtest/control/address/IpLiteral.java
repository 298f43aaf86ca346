package dev.loadtest.control.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** Address literals. Never asks a name server. */
public final class IpLiteral {
    private static final Pattern V4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    /** Numeric forms that some resolvers accept as addresses: 2130706433, 0x7f.1, 127.1. */
    private static final Pattern NUMERIC =
            Pattern.compile("(0[xX][0-9a-fA-F]*|\\d+)(\\.(0[xX][0-9a-fA-F]*|\\d+))*\\.?");

    private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff};

    private IpLiteral() {}

    /**
     * The bytes of an IPv4 address in dotted decimal, or of an IPv6 address (a mapped one as IPv4); otherwise empty.
     */
    public static Optional<byte[]> parse(String text) {
        boolean v4 = V4.matcher(text).matches();
        if (!v4 && !V6.matcher(text).matches() || v4 && !fourBytes(text)) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text).getAddress());
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Leading zeros are refused: some parsers read them as octal, others as decimal. */
    private static boolean fourBytes(String text) {
        return Arrays.stream(text.split("\\."))
                .allMatch(part -> Integer.parseInt(part) <= 255 && (part.length() == 1 || part.charAt(0) != '0'));
    }

    /** Whether some resolver might read it as an address, in any notation. */
    public static boolean looksNumeric(String host) {
        return host.contains(":") || NUMERIC.matcher(host).matches();
    }

    /** The IPv4 address of a mapped IPv6 address (::ffff:a.b.c.d), or the address itself. */
    public static byte[] unmapped(byte[] address) {
        boolean mapped = address.length == 16 && Arrays.equals(address, 0, 12, MAPPED, 0, 12);
        return mapped ? Arrays.copyOfRange(address, 12, 16) : address;
    }
}
