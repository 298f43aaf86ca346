package dev.loadtest.worker.http.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.run.cookie.CookieJar;
import dev.loadtest.worker.http.dial.Origin;
import org.junit.jupiter.api.Test;

/** Which host a cookie belongs to. */
class CookiesTest {
    private static final Origin INGRESS = new Origin(false, "ingress", 80, new Origin.Alias("shop.example.org", 80));

    private final CookieJar jar = new CookieJar(() -> 0);

    private void received(String cookie) {
        Cookies.received(jar, INGRESS, "/", name -> cookie);
    }

    @Test
    void belongsToVirtualHost() {
        received("session=1; Domain=example.org");
        assertThat(Cookies.header(jar, INGRESS, "/")).isEqualTo("session=1");
        assertThat(Cookies.header(jar, new Origin(false, "ingress", 80), "/")).isEmpty();
    }

    @Test
    void domainOfTheAddressIsForeign() {
        received("session=1; Domain=ingress");
        assertThat(Cookies.header(jar, INGRESS, "/")).isEmpty();
    }

    @Test
    void noneOutsideJourneys() {
        assertThat(Cookies.header(null, INGRESS, "/")).isEmpty();
    }
}
