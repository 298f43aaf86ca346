package dev.loadtest.cli.display;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayWidthTest {

    @ParameterizedTest
    @CsvSource({
        "health, 6",
        "é, 1",
        // a letter and a combining accent
        "e\u0301, 1",
        "注文, 4",
        "ｶﾅ, 2",
        "ＡＢ, 4",
        "한국, 4",
        // the same syllable from its parts
        "\u1112\u1161\u11ab, 2",
        "🚀, 2",
        "🇩🇪, 2",
        // a symbol, and the same as an emoji
        "❤, 1",
        "❤\uFE0F, 2",
        "…, 1",
        "𝒳, 1",
        "𠮷, 2",
    })
    void columns(String text, int width) {
        assertThat(DisplayWidth.of(text)).isEqualTo(width);
    }

    @ParameterizedTest
    @CsvSource({
        "checkout, 8, checkout",
        "checkout, 7, chec...",
        "checkout, 3, ...",
        "checkout, 2, ..",
        "注文の確認, 10, 注文の確認",
        // half of a wide character does not fit
        "注文の確認, 9, 注文の...",
        "注文の確認, 8, 注文...",
        "e\u0301e\u0301e\u0301e\u0301e\u0301, 4, e\u0301...",
    })
    void cutAtTheWidth(String text, int width, String cut) {
        assertThat(DisplayWidth.cut(text, width)).isEqualTo(cut);
    }

    @Test
    void padsToTheWidth() {
        assertThat(DisplayWidth.pad("注文", 6)).isEqualTo("注文  ");
        assertThat(DisplayWidth.pad("checkout", 6)).isEqualTo("checkout");
    }
}
