package dev.loadtest.worker.http.dial;

import dev.loadtest.engine.plan.Target;
import io.netty.util.NetUtil;
import java.util.Locale;
import javax.net.ssl.SNIHostName;
import org.jspecify.annotations.Nullable;

/**
 * Destination of connections.
 *
 * @param host a name or address, in lower case; IPv6 addresses without brackets
 */
public record Origin(boolean https, String host, int port) {

    public Origin {
        host = host.toLowerCase(Locale.ROOT);
    }

    public static Origin of(Target target) {
        return new Origin(target.https(), target.host(), target.port());
    }

    /** The name for TLS and certificates: without the trailing dot. */
    public String tlsHost() {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    /** For the Host header: without the scheme's default port. */
    public String authority() {
        String name = bracketedHost();
        return port == (https ? 443 : 80) ? name : name + ":" + port;
    }

    /** For URLs. */
    public String bracketedHost() {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    /**
     * The server name for TLS (RFC 6066 section 3): not for addresses, nor for names that TLS excludes, such as those
     * with an underscore.
     */
    @Nullable
    public SNIHostName serverName() {
        if (NetUtil.createByteArrayFromIpAddressString(host) != null) {
            return null;
        }
        try {
            return new SNIHostName(tlsHost());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
