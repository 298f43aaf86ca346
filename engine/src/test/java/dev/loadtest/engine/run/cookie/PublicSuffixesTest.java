package dev.loadtest.engine.run.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.IDN;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicSuffixesTest {
    /** The cases of the list's own test vectors. */
    @ParameterizedTest
    @CsvSource({
        "com, true",
        "example.com, false",
        "b.example.com, false",
        "uk.com, true",
        "example.uk.com, false",
        "biz, true",
        "domain.biz, false",
        "mm, true",
        "c.mm, true",
        "b.c.mm, false",
        "jp, true",
        "test.jp, false",
        "ac.jp, true",
        "kyoto.jp, true",
        "ide.kyoto.jp, true",
        "b.ide.kyoto.jp, false",
        "c.kobe.jp, true",
        "b.c.kobe.jp, false",
        "city.kobe.jp, false",
        "www.city.kobe.jp, false",
        "ck, true",
        "test.ck, true",
        "www.ck, false",
        "k12.ak.us, true",
        "test.k12.ak.us, false",
        "xn--55qx5d.cn, true",
        "xn--85x722f.xn--55qx5d.cn, false",
        "xn--fiqs8s, true",
        "unlisted-suffix, true",
        "example.unlisted-suffix, false",
    })
    void theKnownList(String domain, boolean suffix) {
        assertThat(PublicSuffixes.known().contains(domain)).isEqualTo(suffix);
    }

    @Test
    void whatAListSays() {
        PublicSuffixes list = PublicSuffixes.of(Stream.of(
                "// comment", "", "  ", "one.example trailing", "*.many.example", "!not.many.example", "*.\u5165"));
        assertThat(list.contains("one.example")).isTrue();
        assertThat(list.contains("any.many.example")).isTrue();
        assertThat(list.contains("not.many.example")).isFalse();
        assertThat(list.contains("many.example")).isFalse();
        assertThat(list.contains("x." + IDN.toASCII("\u5165"))).isTrue();
    }
}
