package dev.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.report.json.CleanText;
import org.junit.jupiter.api.Test;

class CleanTextTest {

    @Test
    void validTextIsUnchanged() {
        String text = "a\tb\nc <&>\"' é中\uD83D\uDE80";
        assertThat(CleanText.unicode(text)).isSameAs(text);
        assertThat(CleanText.xml(text)).isSameAs(text);
        assertThat(CleanText.shown(text)).isSameAs(text);
    }

    @Test
    void loneSurrogates() {
        assertThat(CleanText.unicode("a\uD83Db\uDE80")).isEqualTo("a\uFFFDb\uFFFD");
    }

    @Test
    void xmlDropsForbiddenCharacters() {
        assertThat(CleanText.xml("a\u0000b\u001B\uFFFE\uFFFF\uD800c")).isEqualTo("abc");
        assertThat(CleanText.xmlAttribute("a\r\n\tb\u0001")).isEqualTo("a   b");
    }

    @Test
    void displayReplacesControlCharacters() {
        assertThat(CleanText.shown("\u001B[31m\u007F\u0085\u202Etxt")).isEqualTo("\u241B[31m\u2421\uFFFD\uFFFDtxt");
    }
}
