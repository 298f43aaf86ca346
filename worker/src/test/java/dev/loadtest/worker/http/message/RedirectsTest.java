package dev.loadtest.worker.http.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loadtest.engine.run.request.PreparedRequest.Bytes;
import dev.loadtest.engine.run.request.PreparedRequest.Empty;
import dev.loadtest.engine.run.request.PreparedRequest.Field;
import dev.loadtest.engine.run.transport.ErrorCause;
import dev.loadtest.worker.http.dial.Failure;
import dev.loadtest.worker.http.dial.Origin;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectsTest {
    private static final Origin ORIGIN = new Origin(false, "plots", 8000);
    private static final List<Field> HEADERS =
            List.of(new Field("Authorization", "secret"), new Field("X-Api-Key", "secret"), new Field("Accept", "*/*"));
    private static final Bytes BODY = new Bytes(new byte[] {1}, "text/plain");

    private static WebRequest from(String method) {
        return new WebRequest(ORIGIN, method, "/a/b?c=d", HEADERS, method.equals("GET") ? new Empty() : BODY);
    }

    @ParameterizedTest
    @CsvSource({
        "/x, http, plots, 8000, /x",
        "x?y=z#f, http, plots, 8000, /a/x?y=z",
        "../x, http, plots, 8000, /x",
        "?y=z, http, plots, 8000, /a/b?y=z",
        "http://other, http, other, 80, /",
        "https://plots:8000/%20, https, plots, 8000, /%20",
        "//other:81?q, http, other, 81, /?q",
        "http://[::1]:82/x, http, ::1, 82, /x",
        // As servers write it.
        "/a b, http, plots, 8000, /a%20b",
        "/a|b^c`d\"e<f>g, http, plots, 8000, /a%7Cb%5Ec%60d%22e%3Cf%3Eg",
        "/{id}?x={y}|z [0], http, plots, 8000, /%7Bid%7D?x=%7By%7D%7Cz%20%5B0%5D",
        "/gr\u00c3\u00bcn?\u00fc, http, plots, 8000, /gr%C3%BCn?%FC",
        "/a\\b, http, plots, 8000, /a%5Cb",
        "/100%?a=%zz%41, http, plots, 8000, /100%25?a=%25zz%41",
        "'  /x\t', http, plots, 8000, /x",
        // Dots, and above the root.
        "../../../x, http, plots, 8000, /x",
        "/../x/./y/.., http, plots, 8000, /x/",
        "., http, plots, 8000, /a/",
        ".., http, plots, 8000, /",
        // Parts alone.
        "'', http, plots, 8000, /a/b?c=d",
        "#f, http, plots, 8000, /a/b?c=d",
        "?, http, plots, 8000, /a/b?",
        "?a?b/../c, http, plots, 8000, /a/b?a?b/../c",
        "//other, http, other, 80, /",
        "//other/../y#z, http, other, 80, /y",
        // Schemes and hosts in any case, and what need not be there.
        "HTTP://PLOTS:8000/x, http, plots, 8000, /x",
        "http:x, http, plots, 8000, /a/x",
        "http:/x, http, plots, 8000, /x",
        "HTTPS://Other:/x, https, other, 443, /x",
        "http://other:0081/x, http, other, 81, /x",
        "http://under_score/x, http, under_score, 80, /x",
        "http://other.?q, http, other., 80, /?q",
        "http://b\u00c3\u00bccher/x, http, xn--bcher-kva, 80, /x",
    })
    void resolvesLocation(String location, String scheme, String host, int port, String target) throws Exception {
        WebRequest to = Redirects.follow(from("GET"), 302, location, ORIGIN);
        assertThat(to.origin()).isEqualTo(new Origin(scheme.equals("https"), host, port));
        assertThat(to.target()).isEqualTo(target);
    }

    @ParameterizedTest
    @CsvSource({
        "301, POST, GET",
        "302, POST, GET",
        "303, POST, GET",
        "303, PUT, GET",
        "303, HEAD, HEAD",
        "301, PUT, PUT",
        "307, POST, POST",
        "308, POST, POST",
        "302, GET, GET",
    })
    void methodOfNextRequest(int status, String before, String after) throws Exception {
        WebRequest to = Redirects.follow(from(before), status, "/x", ORIGIN);
        assertThat(to.method()).isEqualTo(after);
        assertThat(to.content()).isEqualTo(after.equals(before) ? from(before).content() : new Empty());
    }

    /** The name of a virtual host leads to its target, with all headers. */
    @Test
    void virtualHostIsTarget() throws Exception {
        Origin ingress = new Origin(true, "ingress", 8443, new Origin.Alias("Shop.example.org", 443));
        WebRequest from = new WebRequest(ingress, "GET", "/", HEADERS, new Empty());
        for (String location : List.of("/x", "https://shop.example.org/x", "https://ingress:8443/x")) {
            WebRequest to = Redirects.follow(from, 302, location, ingress);
            assertThat(to.origin()).isEqualTo(ingress);
            assertThat(to.headers()).isEqualTo(HEADERS);
        }
        assertThat(Redirects.follow(from, 302, "https://shop.example.org:8443/x", ingress)
                        .origin())
                .isEqualTo(new Origin(true, "shop.example.org", 8443));
    }

    @Test
    void otherOriginGetsNoSecrets() throws Exception {
        assertThat(Redirects.follow(from("GET"), 302, "/x", ORIGIN).headers()).isEqualTo(HEADERS);
        assertThat(Redirects.follow(from("GET"), 302, "http://plots:8001/x", ORIGIN)
                        .headers())
                .containsExactly(new Field("Accept", "*/*"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://plots/x",
                "javascript:alert(1)",
                "http://user:password@plots/",
                "http:///x",
                "x:y",
                "http://plots:99999/",
                "http://plots:0/",
                "http://plots:x/",
                "http://a b/",
                "http://a\\b/",
                "http://a%62/",
                "http://@plots/",
                "http://[::1/",
                "http://[zz]/",
                "http://[::1%25eth0]/",
                "//",
                "https:/x",
                "http://",
                "mailto:x@y"
            })
    void invalidLocationIsRefused(String location) {
        assertThatThrownBy(() -> Redirects.follow(from("GET"), 302, location, ORIGIN))
                .isInstanceOfSatisfying(Failure.class, failure -> assertThat(failure.errorCause())
                        .isEqualTo(ErrorCause.REDIRECT));
    }

    @Test
    void httpsToHttpIsRefused() {
        WebRequest secure = new WebRequest(new Origin(true, "plots", 443), "GET", "/", List.of(), new Empty());
        assertThatThrownBy(() -> Redirects.follow(secure, 302, "http://plots/", ORIGIN))
                .hasMessageContaining("https to http");
    }
}
