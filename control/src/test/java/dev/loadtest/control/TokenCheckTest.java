package dev.loadtest.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCheckTest {
    /** Of "abc": the first example of FIPS 180-2. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private final TokenCheck check = new TokenCheck(ABC + "\n");

    @Test
    void acceptsTheToken() {
        assertThat(check.accepts("Bearer abc")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer ", "Bearer abd", "Bearer abc ", "Basic abc", "abc", "Bearer " + ABC})
    void refusesAllElse(String authorization) {
        assertThat(check.accepts(authorization)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ba78", "no hexadecimal"})
    void whatIsNoHashIsRefusedAtOnce(String sha256) {
        assertThatThrownBy(() -> new TokenCheck(sha256))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SHA-256");
    }
}
