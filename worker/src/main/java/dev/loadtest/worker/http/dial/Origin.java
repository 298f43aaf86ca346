package dev.loadtest.worker.http.dial;

import dev.loadtest.engine.plan.Target;
import io.netty.util.NetUtil;
import java.util.Locale;
import javax.net.ssl.SNIHostName;
import org.jspecify.annotations.Nullable;

/**
 * Where connections lead.
 *
 * @param host a name or address, in lower case since case tells no hosts apart; IPv6 addresses without brackets
 */
public record Origin(boolean https, String host, int port) {

    public Origin {
        host = host.toLowerCase(Locale.ROOT);
    }

    public static Origin of(Target target) {
        return new Origin(target.https(), target.host(), target.port());
    }

    /** The name as TLS and certificates have it: without the dot that keeps a resolver from search domains. */
    public String tlsHost() {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    /** As the Host header has it: the port is left out where it is the scheme's own. */
    public String authority() {
        String name = bracketedHost();
        return port == (https ? 443 : 80) ? name : name + ":" + port;
    }

    /** As URLs write it. */
    public String bracketedHost() {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    /**
     * What a TLS server is told that it is asked for, RFC 6066 section 3: an address is no name, and some names that
     * resolvers know, such as those with an underscore, may not be told.
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
