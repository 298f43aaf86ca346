package dev.loadtest.cli.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loadtest.engine.plan.LoadPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UrlDraftTest {

    @Test
    void checkAndRate() throws Undraftable {
        Draft draft = UrlDraft.of("https://shop.example.org:8443/api/products?page=2&q=a+b%26c#top");
        LoadPlan plan = Drafts.plan(draft);
        assertThat(plan.name()).isEqualTo("shop-example-org");
        assertThat(Drafts.text(draft))
                .startsWith("# schema\n# A check of https://shop.example.org:8443/api/products, and a rate.\n")
                .contains("target: {url: \"https://shop.example.org:8443\"}")
                .contains("path: /api/products\n")
                .contains("query: [{name: page, value: \"2\"}, {name: q, value: \"a b&c\"}]")
                .contains("{name: up, request: products, until: {timeout: 30s, interval: 1s}}");
    }

    /** What a browser shows in its address line. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://a",
                "http://a/ü/100%/{x}|y",
                "http://a/${env:HOME}?q=${env:HOME}",
                "HTTP://A/?x",
                "http://[::1]:8000/",
                "http://a/?a=%zz&=b&&c",
                "http://my_shop:8000/",
                "http://me:p@ss@a/",
                "http://b\u00fccher.example:81/x",
                "http://a:/"
            })
    void oddUrls(String url) throws Undraftable {
        Drafts.plan(UrlDraft.of(url));
    }

    @Test
    void valuesAreNoReferences() throws Undraftable {
        assertThat(Drafts.text(UrlDraft.of("http://a/?q=${env:HOME}"))).contains("value: \"$${env:HOME}\"");
    }

    @Test
    void credentialsAreLeftOut() throws Undraftable {
        assertThat(Drafts.text(UrlDraft.of("http://me:hunter22@a/")))
                .doesNotContain("hunter22")
                .contains("# - user and password of the URL were left out");
    }

    @Test
    void credentialsOfTheQueryComeFromTheEnvironment() throws Undraftable {
        Draft draft = UrlDraft.of("http://a/?api_key=abc123&page=2");
        Drafts.plan(draft);
        assertThat(Drafts.text(draft))
                .doesNotContain("abc123")
                .contains("{name: api_key, value: \"${env:API_KEY:-set-API_KEY}\"}, {name: page, value: \"2\"}")
                .contains(
                        "# - credentials of the URL are not written here; set these variables of the environment: API_KEY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://a/", "shop", "http:///x", "http://a b/", "http://a:port/", ""})
    void refused(String url) {
        assertThatThrownBy(() -> UrlDraft.of(url))
                .isInstanceOf(Undraftable.class)
                .hasMessageStartingWith("not a URL");
    }
}
