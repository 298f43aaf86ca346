package dev.loadtest.engine.run.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.loadtest.engine.run.request.Encoding;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretMaskTest {
    private static final String SECRET = "t0p/s3cr3t+va\"lu<e é&";

    private static SecretMask mask(String... secrets) {
        SecretMask mask = new SecretMask();
        for (String secret : secrets) {
            mask.add(secret);
        }
        return mask;
    }

    @Test
    void everyOccurrence() {
        assertThat(mask(SECRET).mask("a " + SECRET + SECRET + " b " + SECRET)).isEqualTo("a ****** b ***");
    }

    @Test
    void ofPassingSecretsTheNewestAreMasked() {
        SecretMask mask = mask(SECRET);
        for (int i = 0; i < 10 * SecretMask.MAX_PASSING; i++) {
            mask.addPassing("Bearer token-" + i + "-end");
            mask.addPassing("Bearer token-" + i + "-end");
        }
        int last = 10 * SecretMask.MAX_PASSING - 1;
        assertThat(mask.mask("a token-" + last + "-end b " + SECRET)).isEqualTo("a *** b ***");
        assertThat(mask.mask("token-" + (last - SecretMask.MAX_PASSING / 4) + "-end"))
                .isEqualTo("***");
        assertThat(mask.mask("token-0-end")).as("memory is bounded").isEqualTo("token-0-end");
    }

    @Test
    void commonEncodings() {
        SecretMask mask = mask(SECRET);
        String percent = Encoding.percent(SECRET);
        for (String form : new String[] {
            percent,
            percent.toLowerCase(java.util.Locale.ROOT),
            URLEncoder.encode(SECRET, UTF_8),
            "t0p/s3cr3t+va\\\"lu<e é&",
            "t0p\\/s3cr3t+va\\\"lu<e é&",
            "t0p/s3cr3t+va\\\"lu<e \\u00e9&",
            "t0p/s3cr3t+va&quot;lu&lt;e é&amp;"
        }) {
            assertThat(mask.mask("x" + form + "y")).as(form).isEqualTo("x***y");
        }
    }

    @Test
    void secretsThatBeginAlikeAreTakenAtTheirLongest() {
        SecretMask mask = mask("user-1", "user-12", "user-123");
        assertThat(mask.mask("user-1 user-12 user-123 user-1234 user-2")).isEqualTo("*** *** *** ***4 user-2");
        assertThat(new String(mask.mask("of user-".getBytes(UTF_8), true), UTF_8))
                .isEqualTo("of ***");
        assertThat(new String(mask.mask("of user-".getBytes(UTF_8), false), UTF_8))
                .isEqualTo("of user-");
    }

    @Test
    void aNarrowerMaskKnowsTheWiderOnesSecrets() {
        SecretMask wider = mask("for-everyone");
        SecretMask own = new SecretMask(wider, List.of("of-one-unit"));
        assertThat(own.mask("for-everyone of-one-unit")).isEqualTo("*** ***");
        assertThat(wider.mask("for-everyone of-one-unit")).isEqualTo("*** of-one-unit");
        assertThat(new SecretMask(new SecretMask(), List.of()).isEmpty()).isTrue();
        assertThat(new SecretMask(wider, List.of()).isEmpty()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "u", "us", "user:", "longer user:"})
    void base64AtAnyOffset(String before) {
        SecretMask mask = mask(SECRET);
        byte[] text = (before + SECRET + " and more").getBytes(UTF_8);
        for (Base64.Encoder encoder : new Base64.Encoder[] {Base64.getEncoder(), Base64.getUrlEncoder()}) {
            String masked = mask.mask(encoder.encodeToString(text));
            assertThat(masked)
                    .contains("***")
                    .hasSizeLessThan(encoder.encodeToString(text).length() - 20);
        }
    }

    @Test
    void credentialsWithoutScheme() {
        SecretMask mask = mask(
                "Bearer abcdef123456",
                "Basic " + Base64.getEncoder().encodeToString("plots:p4ssw0rd".getBytes(UTF_8)) + "\n");

        assertThat(mask.mask("token=abcdef123456")).isEqualTo("token=***");
        assertThat(mask.mask("user plots, password p4ssw0rd.")).isEqualTo("user plots, password ***.");
    }

    @Test
    void longestSecretFirst() {
        assertThat(mask("abcd", "abcdefgh", "abcdef").mask("abcdefgh abcdef abcd"))
                .isEqualTo("*** *** ***");
    }

    @Test
    void textWithoutSecretIsSameObject() {
        byte[] body = "nothing here".getBytes(UTF_8);

        assertThat(mask(SECRET).mask(body, false)).isSameAs(body);
        assertThat(mask().mask(body, true)).isSameAs(body);
        assertThat(mask(SECRET).isIn("nothing")).isFalse();
    }

    @Test
    void shorterThanFourBytesIsIgnored() {
        assertThat(mask("abc", "", "  1 ").mask("abc 1")).isEqualTo("abc 1");
        assertThat(mask("4711").mask("code 4711")).isEqualTo("code ***");
    }

    @Test
    void secretCutByTheEnd() {
        byte[] cut = "so t0p/s3c".getBytes(UTF_8);

        assertThat(new String(mask(SECRET).mask(cut, true), UTF_8)).isEqualTo("so ***");
        assertThat(mask(SECRET).mask(cut, false)).isSameAs(cut);
    }

    @Test
    void costIndependentOfNumber() {
        SecretMask mask = mask(IntStream.range(0, 10_000)
                .mapToObj(i -> Integer.toHexString(i * 1_000_003) + "-secret-" + i)
                .toArray(String[]::new));
        byte[] body = "0123456789abcdef".repeat(1 << 18).getBytes(UTF_8);

        assertThat(assertTimeoutPreemptively(Duration.ofSeconds(20), () -> mask.mask(body, false)))
                .isSameAs(body);
    }
}
