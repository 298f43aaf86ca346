package dev.loadtest.engine.run.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncodingTest {

    @Test
    void blanksAroundHeaderValueAreDropped() {
        assertThat(Encoding.headerValue("Bearer ")).isEqualTo("Bearer");
        assertThat(Encoding.headerValue("\t a\tb \t")).isEqualTo("a\tb");
        assertThat(Encoding.headerValue(" \t ")).isEmpty();
        assertThat(Encoding.headerValue("")).isEmpty();
    }

    /** The transport refuses such a request; a value without these characters would be another one. */
    @ParameterizedTest
    @ValueSource(strings = {"pa\u20acss", "a\r\nb", "\u0000", "a\u007f", "\n", "\u00a0x\u00a0", "\u2003"})
    void everythingElseIsKept(String value) {
        assertThat(Encoding.headerValue(value)).isEqualTo(value);
    }
}
