package dev.loadtest.worker.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loadtest.engine.run.ErrorCause;
import dev.loadtest.engine.run.PreparedRequest.Bytes;
import dev.loadtest.engine.run.PreparedRequest.Empty;
import dev.loadtest.engine.run.PreparedRequest.Field;
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
    })
    void resolvesTheLocation(String location, String scheme, String host, int port, String target) throws Exception {
        WebRequest to = Redirects.follow(from("GET"), 302, location);
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
    void keepsOrChangesTheMethod(int status, String before, String after) throws Exception {
        WebRequest to = Redirects.follow(from(before), status, "/x");
        assertThat(to.method()).isEqualTo(after);
        assertThat(to.content()).isEqualTo(after.equals(before) ? from(before).content() : new Empty());
    }

    @Test
    void tellsAnotherOriginNoSecrets() throws Exception {
        assertThat(Redirects.follow(from("GET"), 302, "/x").headers()).isEqualTo(HEADERS);
        assertThat(Redirects.follow(from("GET"), 302, "http://plots:8001/x").headers())
                .containsExactly(new Field("Accept", "*/*"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://plots/x",
                "javascript:alert(1)",
                "http://user:password@plots/",
                "http:///x",
                "a b",
                "http://plots:99999/",
                "http://",
                "mailto:x@y",
                "\u0000"
            })
    void refusesWhatIsNoPlaceToGo(String location) {
        assertThatThrownBy(() -> Redirects.follow(from("GET"), 302, location))
                .isInstanceOfSatisfying(Failure.class, failure -> assertThat(failure.errorCause())
                        .isEqualTo(ErrorCause.REDIRECT));
    }

    @Test
    void refusesToLeaveTls() {
        WebRequest secure = new WebRequest(new Origin(true, "plots", 443), "GET", "/", List.of(), new Empty());
        assertThatThrownBy(() -> Redirects.follow(secure, 302, "http://plots/")).hasMessageContaining("https to http");
    }
}
