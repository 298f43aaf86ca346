package dev.loadtest.crds.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskedManifestTest {
    private static final String SECRET = "t0p-s3cr3t";

    private static String masked(String spec) {
        String yaml = "apiVersion: loadtest.dev/v1alpha1\nkind: LoadTest\nmetadata: {name: shop}\nspec:\n" + spec;
        return ManifestReader.readAll(
                        yaml.getBytes(StandardCharsets.UTF_8),
                        List.of(Setting.parse("spec.target.url=http://set:8000")),
                        Map.of("SHOP_TOKEN", SECRET, "SHOP_URL", "http://" + SECRET))
                .getFirst()
                .text();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "  target: {url: http://a, headers: [{name: Authorization, value: Bearer t0p-s3cr3t}]}",
                "  target: {url: http://a, headers: [{value: t0p-s3cr3t, name: X-Api-Key}]}",
                "  target: {url: 'http://user:t0p-s3cr3t@a'}",
                "  requests: [{name: r, path: /, headers: [{name: Cookie, value: a=t0p-s3cr3t}]}]",
                "  requests: [{name: r, path: /, query: {access_token: t0p-s3cr3t}}]",
                "  requests: [{name: r, path: /, query: [{name: token, value: t0p-s3cr3t}]}]",
                "  requests: [{name: r, path: /, form: {user: me, password: t0p-s3cr3t}}]",
                "  requests: [{name: r, path: /, body: {json: {login: {password: t0p-s3cr3t}}}}]",
                "  requests: [{name: r, path: /, values: {password: {oneOf: [t0p-s3cr3t, other]}}}]",
                "  variants: [{name: v, values: {apiKey: t0p-s3cr3t}}]",
                "  target: {url: '${env:SHOP_URL}', headers: [{name: A, value: '${env:SHOP_TOKEN}'}]}",
                "  # t0p-s3cr3t\n  target: {url: http://a}",
            })
    void noCredential(String spec) {
        assertThat(masked(spec)).contains("name: shop").doesNotContain(SECRET).doesNotContain("other");
    }

    /** Where a credential is, and what else was written, stays readable. */
    @Test
    void referencesStay() {
        assertThat(masked("""
                          target:
                            url: ${env:SHOP_URL}
                            headers:
                            - {name: Authorization, valueFrom: {secretKeyRef: {name: plots, key: token}}}
                            - {name: Accept, value: text/html}
                            auth: {basic: {secretRef: {name: login}}}
                          requests: [{name: login, path: "/login?x=${id}", body: {json: {token: "${token}"}}}]
                        """)).isEqualTo("""
                        apiVersion: loadtest.dev/v1alpha1
                        kind: LoadTest
                        metadata:
                          name: shop
                        spec:
                          target:
                            url: "${env:SHOP_URL}"
                            headers:
                            - name: Authorization
                              valueFrom:
                                secretKeyRef:
                                  name: plots
                                  key: token
                            - name: Accept
                              value: text/html
                            auth:
                              basic:
                                secretRef:
                                  name: login
                          requests:
                          - name: login
                            path: "/login?x=${id}"
                            body:
                              json:
                                token: "${token}"
                        """);
    }
}
