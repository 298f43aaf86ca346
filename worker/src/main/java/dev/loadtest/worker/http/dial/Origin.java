package dev.loadtest.worker.http.dial;

import dev.loadtest.engine.plan.Target;
import io.netty.util.NetUtil;
import java.util.Locale;
import javax.net.ssl.SNIHostName;
import org.jspecify.annotations.Nullable;

/**
 * Destination of connections, and its name in requests.
 *
 * @param host a name or address, in lower case; IPv6 addresses without brackets
 * @param alias its name in requests and TLS; null for {@code host} and {@code port}
 */
public record Origin(
        boolean https, String host, int port, @Nullable Alias alias) {

    /** Name and port of a virtual host. */
    public record Alias(String host, int port) {
        public Alias {
            host = host.toLowerCase(Locale.ROOT);
        }
    }

    public Origin {
        host = host.toLowerCase(Locale.ROOT);
    }

    /** Without an alias. */
    public Origin(boolean https, String host, int port) {
        this(https, host, port, null);
    }

    public static Origin of(Target target) {
        return new Origin(target.https(), target.host(), target.port(), alias(target));
    }

    private static @Nullable Alias alias(Target target) {
        String name = target.calledAs();
        if (name.isEmpty()) {
            return null;
        }
        int colon = name.indexOf(':');
        return colon < 0
                ? new Alias(name, schemePort(target.https()))
                : new Alias(name.substring(0, colon), Integer.parseInt(name.substring(colon + 1)));
    }

    private static int schemePort(boolean https) {
        return https ? 443 : 80;
    }

    /** The origin named by its URLs. */
    public Origin called() {
        return alias == null ? this : new Origin(https, alias.host(), alias.port());
    }

    /** Whether a URL of that origin leads here, by address or by name. */
    public boolean isNamedBy(Origin other) {
        return other.equals(this) || other.equals(called()) || other.equals(new Origin(https, host, port));
    }

    /** The name for TLS and certificates: without the trailing dot. */
    public String tlsHost() {
        String name = called().host();
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    /** For the Host header: without the scheme's default port. */
    public String authority() {
        int named = called().port();
        return named == schemePort(https) ? bracketedHost() : bracketedHost() + ":" + named;
    }

    /** The name for URLs. */
    public String bracketedHost() {
        String name = called().host();
        return name.contains(":") ? "[" + name + "]" : name;
    }

    /**
     * The server name for TLS (RFC 6066 section 3): not for addresses, nor for names that TLS excludes, such as those
     * with an underscore.
     */
    @Nullable
    public SNIHostName serverName() {
        if (NetUtil.createByteArrayFromIpAddressString(called().host()) != null) {
            return null;
        }
        try {
            return new SNIHostName(tlsHost());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
