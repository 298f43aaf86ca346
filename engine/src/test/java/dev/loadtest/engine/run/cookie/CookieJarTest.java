package dev.loadtest.engine.run.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CookieJarTest {
    private static final String HOST = "shop.example.com";

    private long now = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private final CookieJar jar = new CookieJar(() -> now);

    private void set(String... setCookies) {
        jar.received(List.of(setCookies), true, HOST, "/account/login?next=/");
    }

    private String sent(String target) {
        return jar.header(true, HOST, target);
    }

    /** The examples of RFC 6265 section 3.1. */
    @Nested
    class Examples {
        @Test
        void ofASession() {
            set("SID=31d4d96e407aad42; Path=/");
            assertThat(sent("/any")).isEqualTo("SID=31d4d96e407aad42");
        }

        @Test
        void ofTwoCookiesAndADomain() {
            set("SID=31d4d96e407aad42; Path=/; Secure; HttpOnly", "lang=en-US; Path=/; Domain=example.com");
            assertThat(sent("/")).isEqualTo("SID=31d4d96e407aad42; lang=en-US");
            assertThat(jar.header(true, "other.example.com", "/")).isEqualTo("lang=en-US");
            assertThat(jar.header(false, HOST, "/")).isEqualTo("lang=en-US");
        }

        @Test
        void ofAnExpiry() {
            set("lang=en-US; Path=/; Expires=Wed, 09 Jun 2027 10:18:14 GMT");
            assertThat(sent("/")).isEqualTo("lang=en-US");
            set("lang=; Path=/; Expires=Sun, 06 Nov 1994 08:49:37 GMT");
            assertThat(sent("/")).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /account      | /account/login | true
            /account      | /account       | true
            /account      | /accounts      | false
            /account/     | /account       | false
            /account/     | /account/x     | true
            /             | /x             | true
            /Account      | /account/x     | false
            relative      | /account/x     | true
            relative      | /x             | false
            """)
    void pathsMatchBySegment(String cookiePath, String target, boolean sent) {
        set("a=b; Path=" + cookiePath);
        assertThat(sent(target).isEmpty()).isEqualTo(!sent);
    }

    @Test
    void defaultPath() {
        set("a=b");
        assertThat(sent("/account/orders")).isEqualTo("a=b");
        assertThat(sent("/")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            example.com        | shop.example.com  | true
            .example.com       | a.b.example.com   | true
            EXAMPLE.com        | example.com       | true
            shop.example.com   | example.com       | false
            example.org        | example.org       | false
            ample.com          | ample.com         | false
            com                | shop.example.com  | false
            sub.shop.example.com | sub.shop.example.com | false
            """)
    void foreignDomainsAreRefused(String domain, String host, boolean sent) {
        set("a=b; Path=/; Domain=" + domain);
        assertThat(jar.header(true, host, "/").isEmpty()).isEqualTo(!sent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"uk", "co.uk", "com.au", "github.io", "localhost", "s3.amazonaws.com", "anything.ck"})
    void publicSuffixesAreRefused(String suffix) {
        jar.received(List.of("a=b; Path=/; Domain=" + suffix), true, "shop." + suffix, "/");
        assertThat(jar.size()).isZero();
    }

    /** Single owners, although their names are built like suffixes. */
    @ParameterizedTest
    @ValueSource(strings = {"web.de", "id.me", "info.nl", "www.ck", "example.com"})
    void domainsOfOneOwnerAreTaken(String domain) {
        jar.received(List.of("a=b; Path=/; Domain=" + domain), true, "login." + domain, "/");
        assertThat(jar.header(true, "mail." + domain, "/")).isEqualTo("a=b");
    }

    /** RFC 6265 section 5.3, step 5: the host itself may be one. */
    @Test
    void hostThatIsPublicSuffixKeepsOwnCookies() {
        jar.received(List.of("a=b; Path=/; Domain=localhost"), false, "localhost", "/");
        assertThat(jar.header(false, "localhost", "/")).isEqualTo("a=b");
        assertThat(jar.header(false, "x.localhost", "/")).isEmpty();
    }

    @Test
    void addressMatchesOnlyItself() {
        jar.received(List.of("a=b; Path=/; Domain=0.0.1"), false, "127.0.0.1", "/");
        jar.received(List.of("c=d; Path=/; Domain=127.0.0.1"), false, "127.0.0.1", "/");
        assertThat(jar.header(false, "127.0.0.1", "/")).isEqualTo("c=d");
    }

    @Test
    void order() {
        set("b=1; Path=/", "a=2; Path=/", "c=3; Path=/account");
        assertThat(sent("/account")).isEqualTo("c=3; b=1; a=2");
        set("b=4; Path=/");
        assertThat(sent("/account")).isEqualTo("c=3; b=4; a=2");
    }

    @Test
    void maxAgePrecedesExpires() {
        set("a=b; Path=/; Max-Age=60; Expires=Sun, 06 Nov 1994 08:49:37 GMT");
        assertThat(sent("/")).isEqualTo("a=b");
        now += Duration.ofSeconds(60).toMillis();
        assertThat(sent("/")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "-99999999999999999999"})
    void expiredMaxAgeRemoves(String seconds) {
        set("a=b; Path=/");
        set("a=; Path=/; Max-Age=" + seconds);
        assertThat(sent("/")).isEmpty();
    }

    @Test
    void secureCookieNeedsHttps() {
        jar.received(List.of("a=b; Path=/; Secure"), false, HOST, "/");
        assertThat(sent("/")).isEmpty();
    }

    @Nested
    class Bounds {
        @Test
        void oldestIsEvicted() {
            set(IntStream.range(0, 60).mapToObj(i -> "c" + i + "=x; Path=/").toArray(String[]::new));
            assertThat(jar.size()).isEqualTo(CookieJar.MAX_COOKIES);
            assertThat(sent("/")).startsWith("c10=x").endsWith("c59=x");
        }

        @Test
        void totalBytes() {
            String large = "v".repeat(4_000);
            set(IntStream.range(0, 10)
                    .mapToObj(i -> "c" + i + "=" + large + "; Path=/")
                    .toArray(String[]::new));
            assertThat(sent("/").length()).isLessThan(CookieJar.MAX_BYTES);
            assertThat(jar.size()).isEqualTo(4);
        }

        @Test
        void tooLargeCookieIsIgnored() {
            set("a=" + "v".repeat(CookieJar.MAX_COOKIE_BYTES) + "; Path=/");
            assertThat(jar.size()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";",
                "=",
                "=value",
                "novalue",
                ";;;;",
                "a\r\nX-Injected: 1=b",
                "a=b\u0000",
                "a=b\u007f; Path=/",
                "\u0001=b"
            })
    void invalidCookieIsIgnored(String header) {
        set(header);
        assertThat(jar.size()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            a="quoted; Path=/                        | a="quoted
            a="b"; Path=/                            | a="b"
            a=b=c; Path=/                            | a=b=c
            a = b ; Path=/                           | a=b
            a=; Path=/                               | a=
            a=b; Path=/; Max-Age=soon                | a=b
            a=b; Path=/; Max-Age=99999999999999999999| a=b
            a=b; Path=/; Expires=tomorrow            | a=b
            a=b; Path=/; Expires=Wed, 99 Foo 0000    | a=b
            a=b; path=/x; PATH=/                     | a=b
            a=b; Path=/; SameSite=Strict; Priority   | a=b
            a=b; Path=/; Domain=                     | a=b
            a=b; Path=/; Domain=.                    | a=b
            """)
    void oddCookiesAsInBrowsers(String header, String sent) {
        set(header);
        assertThat(sent("/")).isEqualTo(sent == null ? "" : sent);
    }

    @Test
    void arbitraryTextNeverThrows() {
        Random random = new Random(7);
        String alphabet = "aA=;,. \t\"/:-0129\u0000\u00ffMaxgeExpirsDomnPth";
        for (int i = 0; i < 20_000; i++) {
            String header = random.ints(random.nextInt(60), 0, alphabet.length())
                    .mapToObj(at -> String.valueOf(alphabet.charAt(at)))
                    .collect(Collectors.joining());
            set(header);
            assertThat(sent("/")).doesNotContain("\u0000", "\r", "\n", ";;");
        }
        assertThat(jar.size()).isLessThanOrEqualTo(CookieJar.MAX_COOKIES);
    }

    @Test
    void toStringHidesValues() {
        set("token=hunter2");
        assertThat(jar.toString()).isEqualTo("CookieJar[1 cookies]");
    }
}
