package dev.loadtest.worker.http.dial;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.resolver.dns.DefaultDnsCache;
import org.junit.jupiter.api.Test;

class DnsNamesTest {
    /** The TTL of a cluster's names is half a minute; newly started pods should get load before. */
    @Test
    void answersLastASecondAtMost() {
        DefaultDnsCache cache = DnsNames.cache();
        assertThat(cache.maxTtl()).isEqualTo(1);
        assertThat(cache.negativeTtl()).isEqualTo(1);
        assertThat(cache.minTtl()).isZero();
    }
}
