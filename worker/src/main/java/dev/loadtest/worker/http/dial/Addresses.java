package dev.loadtest.worker.http.dial;

import dev.loadtest.engine.run.transport.ErrorCause;
import dev.loadtest.worker.VertxLoop;
import io.netty.util.NetUtil;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the allowed addresses of an origin, in the order of attempts. Addresses of a name rotate, so that all pods of a
 * headless Service get connections; families alternate, IPv4 first (RFC 8305 section 4).
 */
public final class Addresses implements Dial.Resolver {
    private final Names names;
    private final AddressPolicy policy;
    private int turn;

    public Addresses(VertxLoop loop, AddressPolicy policy) {
        this(new DnsNames(loop), policy);
    }

    public Addresses(Names names, AddressPolicy policy) {
        this.names = names;
        this.policy = policy;
    }

    @Override
    public void find(Origin origin, Dial.Found found) {
        Optional<String> refusal = policy.refusal(origin.host(), origin.port());
        if (refusal.isPresent()) {
            found.none(new Failure(ErrorCause.DENIED, refusal.get()));
            return;
        }
        turn++;
        byte[] literal = NetUtil.createByteArrayFromIpAddressString(origin.host());
        Search search = new Search(origin, found);
        if (literal == null) {
            names.resolve(origin.host(), search);
            return;
        }
        try {
            search.resolved(List.of(InetAddress.getByAddress(literal)), true);
        } catch (UnknownHostException e) {
            throw new AssertionError("Netty gives addresses of 4 or 16 bytes", e);
        }
    }

    /** Closes the resolvers' sockets. */
    public void close() {
        names.close();
    }

    /** Checks the addresses of one host as they arrive. */
    private final class Search implements Names.Answer {
        private final Origin origin;
        private final Dial.Found found;
        private boolean any;
        private @Nullable Failure refused;

        Search(Origin origin, Dial.Found found) {
            this.origin = origin;
            this.found = found;
        }

        @Override
        public void resolved(List<InetAddress> addresses, boolean last) {
            List<InetAddress> allowed = new ArrayList<>();
            for (InetAddress address : addresses) {
                Optional<String> refusal = policy.refusal(origin.host(), origin.port(), address);
                if (refusal.isEmpty()) {
                    allowed.add(address);
                } else {
                    refused = new Failure(ErrorCause.DENIED, refusal.get());
                }
            }
            any |= !allowed.isEmpty();
            if (any) {
                found.addresses(at(origin.port(), inTurn(allowed)), last);
            } else if (last) {
                found.none(refused != null ? refused : nothing());
            }
        }

        @Override
        public void unresolved(@Nullable Throwable thrown) {
            Failure local = thrown == null ? null : LocalLimit.failureOf(thrown);
            found.none(local != null ? local : nothing());
        }

        private Failure nothing() {
            return new Failure(ErrorCause.DNS, "the name " + origin.host() + " does not resolve");
        }
    }

    private static List<InetSocketAddress> at(int port, List<InetAddress> addresses) {
        return addresses.stream()
                .map(address -> new InetSocketAddress(address, port))
                .toList();
    }

    private List<InetAddress> inTurn(List<InetAddress> allowed) {
        if (allowed.size() <= 1) {
            return allowed;
        }
        List<InetAddress> four =
                allowed.stream().filter(Inet4Address.class::isInstance).toList();
        List<InetAddress> six = allowed.stream()
                .filter(address -> !(address instanceof Inet4Address))
                .toList();
        List<InetAddress> order = new ArrayList<>();
        for (int i = 0; i < Math.max(four.size(), six.size()); i++) {
            for (List<InetAddress> family : List.of(four, six)) {
                if (i < family.size()) {
                    order.add(family.get(Math.floorMod(turn + i, family.size())));
                }
            }
        }
        return order;
    }
}
