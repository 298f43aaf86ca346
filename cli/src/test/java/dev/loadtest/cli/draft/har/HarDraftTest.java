package dev.loadtest.cli.draft.har;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loadtest.cli.draft.Draft;
import dev.loadtest.cli.draft.Drafts;
import dev.loadtest.cli.draft.Undraftable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The draft of a recording: its steps, captures, pauses, and what it leaves out. */
class HarDraftTest {
    private final Recorded recorded = new Recorded();

    private String text() throws Undraftable {
        Draft draft = recorded.draft();
        Drafts.plan(draft);
        return Drafts.text(draft);
    }

    @Nested
    class Values {
        @Test
        void ofJsonIsCapturedForPathQueryHeaderAndBody() throws Undraftable {
            recorded.add("POST", "http://shop/login")
                    .answer(
                            200,
                            "application/json; charset=utf-8",
                            "{\"user\": {\"id\": 4711, \"token\": \"tok-abc-1\"}}");
            recorded.add("POST", "http://shop/users/4711/carts?by=4711")
                    .header("Authorization", "Bearer tok-abc-1")
                    .sends("application/json", "{\"owner\": \"tok-abc-1\", \"count\": 1}");

            assertThat(text())
                    .contains("- {name: id, jsonPointer: \"/user/id\"}")
                    .contains("- {name: token, jsonPointer: \"/user/token\", sensitive: true}")
                    .contains("path: \"/users/${id}/carts\"")
                    .contains("query: [{name: by, value: \"${id}\"}]")
                    .contains("{name: Authorization, value: \"Bearer ${token}\"}")
                    .contains("json: {\"owner\": \"${token}\", \"count\": 1}")
                    .doesNotContain("tok-abc-1", "4711");
        }

        /** As a number it was, as a number it goes. */
        @Test
        void ofNumberStaysNumber() throws Undraftable {
            recorded.add("POST", "http://shop/carts").answer(201, "application/json", "{\"cartId\": 4711}");
            recorded.add("POST", "http://shop/pay").sends("application/json", "{\"cart\":4711,\"x\":\"y\"}");
            assertThat(text())
                    .contains("text: \"{\\\"cart\\\":${cartId},\\\"x\\\":\\\"y\\\"}\"")
                    .contains("contentType: application/json");
        }

        @Test
        void ofHiddenFieldsAndHeaders() throws Undraftable {
            recorded.add("GET", "http://shop/form")
                    .answerHeader("X-Request-Key", "key-12345678")
                    .answer(
                            200,
                            "text/html",
                            "<INPUT type='hidden' name=\"csrf.token\" value='a1b2c3d4e5'><meta content=\"meta-1234\" name=\"page-id\">");
            recorded.add("POST", "http://shop/form?page=meta-1234")
                    .header("X-Request-Key", "key-12345678")
                    .sends("application/x-www-form-urlencoded", "csrf.token=a1b2c3d4e5&name=me");
            assertThat(text())
                    .contains(
                            "regex: \"name=[\\\"']csrf\\\\.token[\\\"'][^>]*value=[\\\"']([^\\\"']+)[\\\"']\", sensitive: true}")
                    .contains("regex: \"content=[\\\"']([^\\\"']+)[\\\"'][^>]*name=[\\\"']page-id[\\\"']\"")
                    .contains("header: \"X-Request-Key\"")
                    .contains("form: [{name: csrf.token, value: \"${csrf_token}\"}, {name: name, value: me}]")
                    .contains("value: \"${page_id}\"")
                    .contains("{name: X-Request-Key, value: \"${X_Request_Key}\"}");
        }

        /** What the visitor typed comes back in an answer; it is still typed. */
        @Test
        void ofVisitorAreNotCaptured() throws Undraftable {
            recorded.add("GET", "http://shop/search?q=bluetooth")
                    .answer(200, "application/json", "{\"query\":\"bluetooth\"}");
            recorded.add("GET", "http://shop/search?q=bluetooth&page=2");
            assertThat(text()).doesNotContain("capture").contains("value: bluetooth");
        }

        @Test
        void ofLaterResponsesAreNot() throws Undraftable {
            recorded.add("GET", "http://shop/orders/order-123456");
            recorded.add("GET", "http://shop/orders").answer(200, "application/json", "[{\"id\":\"order-123456\"}]");
            assertThat(text()).doesNotContain("capture").contains("path: /orders/order-123456");
        }
    }

    @Nested
    class Credentials {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "password=hunter22",
                    "new_password=hunter22",
                    "api-key=hunter22",
                    "client_secret=hunter22",
                    "x=1&session_id=hunter22"
                })
        void ofFormsAreNotWritten(String form) throws Undraftable {
            recorded.add("POST", "http://shop/login").sends("application/x-www-form-urlencoded", form);
            recorded.add("POST", "http://shop/again").sends("text/plain", "and again: hunter22");
            assertThat(text())
                    .doesNotContain("hunter22")
                    .contains("${env:")
                    .contains("# - credentials of the recording are not written here; set these variables");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        Authorization | Bearer s3cr3t-token | Bearer ${env:AUTHORIZATION:-set-AUTHORIZATION}
                        Authorization | Basic czNjcjN0LXRva2Vu | Basic ${env:AUTHORIZATION:-set-AUTHORIZATION}
                        X-Api-Key     | s3cr3t-token        | ${env:X_API_KEY:-set-X_API_KEY}
                        X-CSRFToken   | s3cr3t-token        | ${env:X_CSRFTOKEN:-set-X_CSRFTOKEN}
                        X-Odd         | eyJhbGciOiJIUzI1NiJ9.e30.abc | ${env:X_ODD:-set-X_ODD}
                        """)
        void ofHeadersAreNotWritten(String name, String value, String written) throws Undraftable {
            recorded.add("GET", "http://shop/").header(name, value);
            assertThat(text()).doesNotContain(value).contains("{name: " + name + ", value: \"" + written + "\"}");
        }

        @Test
        void ofJsonUrlsAndPathsAreNotWritten() throws Undraftable {
            recorded.add("POST", "http://me:hunter22@shop/reset/eyJhbGciOiJIUzI1NiJ9.e30.abc?access_token=abc123456")
                    .sends("application/json", "{\"a\":[{\"passphrase\":\"open sesame\",\"pin\":1234}]}");
            assertThat(text()).doesNotContain("hunter22", "eyJhbG", "abc123456", "sesame", "1234");
        }

        @Test
        void ofCookiesAreLeftToTheJar() throws Undraftable {
            recorded.add("GET", "http://shop/")
                    .header("Cookie", "theme=dark; sid=abcdefghijklmnopqrst")
                    .answerHeader("Set-Cookie", "cart=c-12345; Path=/");
            recorded.add("GET", "http://shop/cart?copy=abcdefghijklmnopqrst")
                    .header("Cookie", "cart=c-12345; theme=dark");
            assertThat(text())
                    .doesNotContain("abcdefghijklmnopqrst", "dark", "c-12345")
                    .contains("# - cookies that were there before the recording are not sent: sid, theme;");
        }

        @Test
        void referencesOfRecordingAreNone() throws Undraftable {
            recorded.add("GET", "http://shop/?q=${env:HOME}").header("X-A", "${env:HOME}");
            assertThat(text()).contains("\"$${env:HOME}\"").doesNotContain("\"${env:HOME");
        }
    }

    @Nested
    class Steps {
        @Test
        void areInOrderOfTimeWithPauses() throws Undraftable {
            recorded.add("GET", "http://shop/c").at(Duration.ofSeconds(300));
            recorded.add("GET", "http://shop/a");
            recorded.add("GET", "http://shop/b").at(Duration.ofMillis(2_150));
            recorded.add("GET", "http://shop/b2").at(Duration.ofMillis(2_155));
            assertThat(text()).contains("""
                        - {request: a}
                        - {request: b, think: 2100ms}
                        - {request: b2}
                        - {request: c, think: 60s}
                    """);
        }

        @Test
        void ofSameRequestShareIt() throws Undraftable {
            for (int i = 0; i < 3; i++) {
                recorded.add("GET", "http://shop/poll");
            }
            assertThat(recorded.draft().requests()).hasSize(1);
            assertThat(recorded.draft().steps()).hasSize(3);
        }

        @Test
        void areAsManyAsAJourneyHolds() throws Undraftable {
            for (int i = 0; i < 70; i++) {
                recorded.add("GET", "http://shop/" + i);
            }
            assertThat(text()).contains("# - left out: 20 requests");
        }

        @ParameterizedTest
        @CsvSource({
            "GET, http://shop/a.PNG, '', text/plain, 200",
            "GET, http://shop/a, stylesheet, text/plain, 200",
            "GET, http://shop/a, '', font/woff2, 200",
            "GET, http://shop/a, xhr, text/plain, 0",
            "GET, wss://shop/a, '', text/plain, 101",
            "GET, data:image/png;base64, '', text/plain, 200"
        })
        void withoutFilesAndWhatIsNotSent(String method, String url, String kind, String type, int status)
                throws Undraftable {
            recorded.add(method, url).kind(kind).answer(status, type, "");
            recorded.add("OPTIONS", "http://shop/pre").header("Access-Control-Request-Method", "POST");
            recorded.add("GET", "http://shop/kept");
            assertThat(text()).contains("# - left out: ").contains("    steps:\n    - {request: kept}\n  phases:");
        }

        @Test
        void expectRecordedRedirectsAndFailures() throws Undraftable {
            recorded.add("GET", "http://shop/old").answer(302, "", "");
            recorded.add("GET", "http://shop/gone").answer(404, "", "");
            recorded.add("POST", "http://shop/made").answer(201, "", "");
            assertThat(text()).contains("{status: [302]}", "{status: [404]}").doesNotContain("201");
        }
    }

    @Test
    void severalHostsAreTargets() throws Undraftable {
        recorded.add("GET", "http://shop/");
        recorded.add("GET", "https://api.shop.example:8443/v1");
        assertThat(text())
                .contains("target: {url: \"http://shop\"}")
                .contains("- {name: api-shop-example, url: \"https://api.shop.example:8443\"}")
                .contains("target: api-shop-example\n")
                .contains("send load only to those that are yours");
    }

    /** Load on others' hosts is none that a user meant by recording a page of theirs. */
    @ParameterizedTest
    @CsvSource({
        "http://www.shop.example, https://api.shop.example:8443, true",
        "http://shop.example, https://stats.example, false",
        "http://shop.co.uk, http://stats.co.uk, false",
        "http://shop.co.uk, http://api.shop.co.uk, true",
        "http://192.0.2.7, http://192.0.3.7, false",
        "http://127.0.0.1:8000, http://127.0.0.1:9000, true",
        "http://localhost:8000, http://localhost:9000, true",
        "http://shop, http://stats, false"
    })
    void otherSitesAreLeftOut(String first, String other, boolean kept) throws Undraftable {
        recorded.add("GET", first + "/page");
        recorded.add("POST", other + "/collect");
        Draft draft = HarDraft.of(recorded.bytes(), false);
        Drafts.plan(draft);
        assertThat(draft.requests()).hasSize(kept ? 2 : 1);
        assertThat(draft.notes().stream().filter(note -> note.contains("--all-hosts")))
                .hasSize(kept ? 0 : 1);
    }

    @Test
    void manyHostsAreBounded() throws Undraftable {
        for (int i = 0; i < 30; i++) {
            recorded.add("GET", "http://host" + i + "/");
        }
        assertThat(text()).contains("# - left out: 19 requests");
    }

    /** A browser leaves no response out; other recorders write none. */
    @Test
    void recordingWithoutResponsesIsSent() throws Undraftable {
        byte[] har = "{\"log\":{\"entries\":[{\"request\":{\"method\":\"GET\",\"url\":\"http://shop/a\"}}]}}"
                .getBytes(StandardCharsets.UTF_8);
        Draft draft = HarDraft.of(har, false);
        Drafts.plan(draft);
        assertThat(draft.requests()).singleElement().satisfies(request -> {
            assertThat(request.path()).isEqualTo("/a");
            assertThat(request.status()).isZero();
        });
    }

    @Test
    void partsOfMultipartTextAreFields() throws Undraftable {
        recorded.add("POST", "http://shop/upload")
                .sends(
                        "multipart/form-data; boundary=----WebKit9",
                        "------WebKit9\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nA: b\r\n"
                                + "------WebKit9\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a.png\"\r\n"
                                + "Content-Type: image/png\r\n\r\n\r\n------WebKit9--\r\n");
        assertThat(text())
                .contains("multipart: [{name: title, text: \"A: b\"}, {name: photo, text: \"\"}]")
                .contains("# - POST /upload: a file of its form is sent as a text");
    }

    @Test
    void secretInsideASegmentLeavesTheRestEncoded() throws Undraftable {
        recorded.add("POST", "http://shop/login").sends("application/json", "{\"password\":\"hunter22\"}");
        recorded.add("GET", "http://shop/a%2Fb%3F%C3%BC-hunter22-$%7Bx%7D/c");
        assertThat(text()).doesNotContain("hunter22").contains("/a%2Fb%3F%C3%BC-${env:PASSWORD:-set-PASSWORD}-");
    }

    @Test
    void underscoresAndOtherScriptsInHosts() throws Undraftable {
        recorded.add("GET", "http://my_shop:8000/");
        recorded.add("GET", "http://b\u00fccher.example/");
        assertThat(text()).contains("url: \"http://my_shop:8000\"", "url: \"http://xn--bcher-kva.example\"");
    }

    /** A capture keeps a header as a whole; an id that a body gives, too, is captured. */
    @Test
    void idOfALocationIsNoted() throws Undraftable {
        recorded.add("POST", "http://shop/orders").answerHeader("Location", "http://shop/orders/7f31?x=1");
        recorded.add("GET", "http://shop/orders/7f31");
        recorded.add("GET", "http://shop/orders/7f31/lines");
        assertThat(text()).containsOnlyOnce("7f31 came in a Location header").contains("path: /orders/7f31\n");
    }

    @Test
    void deepJsonIsSentAsText() throws Undraftable {
        String deep = "[".repeat(60) + "1" + "]".repeat(60);
        recorded.add("POST", "http://shop/").sends("application/json", deep);
        assertThat(text()).contains("text: \"" + deep + "\"\n      contentType: application/json");
    }

    /** Names and values of any text, which YAML and a manifest have to hold. */
    @Test
    void hostileTexts() throws Undraftable {
        recorded.add("POST", "http://shop/a\u2028b/%zz/../..//\"'<>\\^`{|}?%zz=\u0000&x=\uD83D\uDCA5&y: z=#no")
                .header("X-A", "a\u0007b")
                .sends("application/json", "{\"a\\nb: c\":\"\\u0000\\ud800 # \u0085\",\"n\":1e300,\"yes\":null}");
        recorded.add("BREW", "http://shop/").sends("application/octet-stream", "\u0000\u0001\n");
        assertThat(recorded.draft().requests()).hasSize(2);
        text();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "{}",
                "[]",
                "{\"log\":{}}",
                "{\"log\":{\"entries\":[]}}",
                "{\"log\":{\"entries\":[{},7]}}"
            })
    void refused(String text) {
        assertThatThrownBy(() -> HarDraft.of(text.getBytes(StandardCharsets.UTF_8), false))
                .isInstanceOf(Undraftable.class)
                .hasMessageMatching("not JSON: .*|not a HAR file: .*|no request of the recording .*");
    }
}
