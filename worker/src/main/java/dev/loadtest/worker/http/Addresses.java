package dev.loadtest.worker.http;

import dev.loadtest.engine.run.ErrorCause;
import dev.loadtest.worker.VertxLoop;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Resolves names on the loop, by Vert.x's resolver, which keeps answers for their time to live. The addresses of a name
 * take turns, IPv4 before IPv6, so that a headless Service's pods all get connections.
 */
final class Addresses implements Dial.Resolver {

    /** Told once, on the loop. */
    interface Found {
        void addresses(List<InetSocketAddress> inOrder);

        void none(Failure failure);
    }

    private final VertxLoop loop;
    private final AddressPolicy policy;
    private int turn;

    Addresses(VertxLoop loop, AddressPolicy policy) {
        this.loop = loop;
        this.policy = policy;
    }

    @Override
    public void find(Origin origin, Found found) {
        Optional<String> refusal = policy.refusal(origin.host(), origin.port());
        if (refusal.isPresent()) {
            found.none(new Failure(ErrorCause.DENIED, refusal.get()));
            return;
        }
        byte[] literal = NetUtil.createByteArrayFromIpAddressString(origin.host());
        if (literal != null) {
            try {
                tell(origin, List.of(InetAddress.getByAddress(literal)), found);
            } catch (UnknownHostException e) {
                throw new AssertionError("Netty gives addresses of 4 or 16 bytes", e);
            }
            return;
        }
        loop.context()
                .owner()
                .nameResolver()
                .resolveAll(loop.eventLoop(), origin.host())
                .addListener((Future<List<InetSocketAddress>> answer) ->
                        loop.eventLoop().execute(() -> answered(origin, answer, found)));
    }

    private void answered(Origin origin, Future<List<InetSocketAddress>> answer, Found found) {
        if (answer.isSuccess()) {
            tell(
                    origin,
                    answer.getNow().stream().map(InetSocketAddress::getAddress).toList(),
                    found);
        } else {
            found.none(new Failure(ErrorCause.DNS, "the name " + origin.host() + " does not resolve"));
        }
    }

    private void tell(Origin origin, List<InetAddress> resolved, Found found) {
        List<InetAddress> allowed = new ArrayList<>();
        String refused = "";
        for (InetAddress address : resolved) {
            Optional<String> refusal = policy.refusal(origin.host(), origin.port(), address);
            if (refusal.isEmpty()) {
                allowed.add(address);
            } else {
                refused = refusal.get();
            }
        }
        if (allowed.isEmpty()) {
            found.none(
                    refused.isEmpty()
                            ? new Failure(ErrorCause.DNS, "the name " + origin.host() + " has no address")
                            : new Failure(ErrorCause.DENIED, refused));
            return;
        }
        found.addresses(inTurn(allowed).stream()
                .map(address -> new InetSocketAddress(address, origin.port()))
                .toList());
    }

    private List<InetAddress> inTurn(List<InetAddress> allowed) {
        if (allowed.size() == 1) {
            return allowed;
        }
        List<InetAddress> four =
                allowed.stream().filter(Inet4Address.class::isInstance).toList();
        List<InetAddress> six = allowed.stream()
                .filter(address -> !(address instanceof Inet4Address))
                .toList();
        turn++;
        List<InetAddress> order = new ArrayList<>();
        for (List<InetAddress> family : List.of(four, six)) {
            for (int i = 0; i < family.size(); i++) {
                order.add(family.get(Math.floorMod(turn + i, family.size())));
            }
        }
        return order;
    }
}
