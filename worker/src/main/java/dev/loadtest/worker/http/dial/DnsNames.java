package dev.loadtest.worker.http.dial;

import dev.loadtest.engine.run.loop.Loop;
import dev.loadtest.worker.VertxLoop;
import io.netty.resolver.HostsFileEntriesResolver;
import io.netty.resolver.ResolvedAddressTypes;
import io.netty.resolver.dns.DefaultDnsCache;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.NoopDnsCnameCache;
import io.netty.util.concurrent.Future;
import io.vertx.core.dns.AddressResolverOptions;
import io.vertx.core.dns.impl.DnsAddressResolverProvider;
import io.vertx.core.internal.VertxInternal;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Resolves names by the hosts file, then by DNS with Vert.x's settings, on the loop; for each connection anew. Both families are queried at once,
 * each by its own resolver: Vert.x's returns only the first entry of a hosts file, and omits IPv6 if IPv4 came first.
 */
final class DnsNames implements Names {
    /** How long IPv6 results wait for IPv4, which is preferred; RFC 8305 section 3 has 50 ms for the opposite order. */
    private static final long PREFERENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    /**
     * How long it is known that a name has no address of a family. Addresses are never cached, whatever their TTL: pods
     * that a headless Service gains or loses count for the next connection.
     */
    private static final int ABSENT_SECONDS = 1;
    /** Names of which lookups under way are shared by connections opened meanwhile; a run aims at fewer. */
    private static final int SHARED_NAMES = 64;

    /** Vert.x's resolver would return one address of a name. */
    private static final HostsFileEntriesResolver NONE = (name, types) -> null;

    private final VertxLoop loop;
    private final HostsFile hosts;
    private final DnsNameResolverBuilder builder;
    private @Nullable Resolvers resolvers;

    private record Resolvers(DnsNameResolver four, DnsNameResolver six) {
        void close() {
            four.close();
            six.close();
        }
    }

    /** Blocks to read this machine's settings; opens nothing yet. */
    DnsNames(VertxLoop loop) {
        this.loop = loop;
        VertxInternal vertx = loop.context().owner();
        AddressResolverOptions settings = vertx.nameResolver().options();
        this.hosts = HostsFile.read(settings.getHostsPath());
        this.builder = DnsAddressResolverProvider.create(vertx, settings)
                .getDnsNameResolverBuilder()
                .copy()
                .eventLoop(loop.eventLoop())
                .hostsFileEntriesResolver(NONE);
    }

    @Override
    public void resolve(String name, Answer answer) {
        List<InetAddress> known = hosts.addresses(name);
        if (!known.isEmpty()) {
            answer.resolved(known, true);
            return;
        }
        Resolvers open;
        try {
            open = resolvers();
        } catch (RuntimeException e) {
            answer.unresolved(e);
            return;
        }
        new Query(open.four().resolveAll(name), open.six().resolveAll(name), answer).begin();
    }

    private Resolvers resolvers() {
        Resolvers open = resolvers;
        if (open == null) {
            open = new Resolvers(resolver(ResolvedAddressTypes.IPV4_ONLY), resolver(ResolvedAddressTypes.IPV6_ONLY));
            resolvers = open;
        }
        return open;
    }

    private DnsNameResolver resolver(ResolvedAddressTypes family) {
        return builder.copy()
                .resolveCache(new DefaultDnsCache(0, 0, ABSENT_SECONDS))
                .cnameCache(NoopDnsCnameCache.INSTANCE)
                .consolidateCacheSize(SHARED_NAMES)
                .resolvedAddressTypes(family)
                .build();
    }

    /** The next query opens new sockets: a resolver that could not open its sockets stays unusable. */
    @Override
    public void close() {
        if (resolvers != null) {
            resolvers.close();
            resolvers = null;
        }
    }

    /** A query for one name in both families. */
    private final class Query {
        private final Future<List<InetAddress>> four;
        private final Future<List<InetAddress>> six;
        private final Answer answer;
        private Loop.@Nullable Timer preference;
        private boolean preferenceOver;
        private boolean fourTold;
        private boolean sixTold;
        private boolean any;
        private boolean over;

        Query(Future<List<InetAddress>> four, Future<List<InetAddress>> six, Answer answer) {
            this.four = four;
            this.six = six;
            this.answer = answer;
        }

        void begin() {
            if (four.isDone() && six.isDone()) {
                advance();
            } else {
                four.addListener(done -> loop.execute(this::advance));
                six.addListener(done -> loop.execute(this::advance));
            }
        }

        private void advance() {
            if (over) {
                return;
            }
            if (four.isDone() || six.isDone() && preferenceOver) {
                tell();
            } else if (preference == null && six.isSuccess()) {
                preference = loop.at(loop.nanos() + PREFERENCE_NANOS, () -> {
                    preferenceOver = true;
                    advance();
                });
            }
        }

        /** Delivers new results. */
        private void tell() {
            if (preference != null) {
                preference.cancel();
            }
            over = four.isDone() && six.isDone();
            List<InetAddress> more = new ArrayList<>();
            if (!fourTold && four.isDone()) {
                fourTold = true;
                more.addAll(of(four));
            }
            if (!sixTold && six.isDone()) {
                sixTold = true;
                more.addAll(of(six));
            }
            any |= !more.isEmpty();
            if (any && (over || !more.isEmpty())) {
                answer.resolved(more, over);
            } else if (over) {
                fail(four.cause());
            }
        }

        private void fail(@Nullable Throwable thrown) {
            if (thrown != null && LocalLimit.failureOf(thrown) != null) {
                close();
            }
            answer.unresolved(thrown);
        }
    }

    private static List<InetAddress> of(Future<List<InetAddress>> answer) {
        return answer.isSuccess() ? answer.getNow() : List.of();
    }
}
