package dev.loadtest.operator.desired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ControlTokenTest {
    /** RFC 4231, test case 1: a key of 20 bytes 0x0b, padded here with zeros, as HMAC itself pads. */
    @Test
    void isTheHmacOfTheUid() {
        byte[] key = new byte[32];
        Arrays.fill(key, 0, 20, (byte) 0x0b);
        assertThat(new ControlToken(key).of("Hi There"))
                .isEqualTo("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    }

    @Test
    void theHashIsOfTheTokenAsItIsSent() {
        ControlToken tokens = new ControlToken(new byte[32]);
        assertThat(tokens.hash("a"))
                .isEqualTo(HexFormat.of().formatHex(Sha256.of(tokens.of("a").getBytes(StandardCharsets.US_ASCII))))
                .isNotEqualTo(tokens.hash("b"));
    }

    @Test
    void aShortKeyIsRefused() {
        assertThatThrownBy(() -> new ControlToken(new byte[31])).isInstanceOf(IllegalArgumentException.class);
    }
}
