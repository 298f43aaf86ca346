package dev.loadtest.crds.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.DecimalNode;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTemplateTest {

    /** Numbers as written on one machine, as returned by an API server, and as sent. */
    @ParameterizedTest
    @CsvSource({
        "20.0, 20, 20",
        "2E+1, 20, 20",
        "1e3, 1000, 1000",
        "1.50, 1.5, 1.5",
        "0.000001, 0.000001, 0.000001",
        "0.0000001, 1e-7, 1e-7",
        "-0.00000015, -1.5e-7, -1.5e-7",
        "-0.0, 0, 0",
        "0e5, 0, 0",
        "100000000000000000000, 100000000000000000000, 100000000000000000000",
        "1e20, 100000000000000000000, 100000000000000000000",
        "1e21, 1e+21, 1e+21",
        "1.25e300, 1.25e+300, 1.25e+300",
        "9007199254740993.0, 9007199254740992, 9007199254740992",
        "9223372036854775808, 9223372036854775808, 9223372036854776000",
        "123456789012345678.0, 123456789012345680, 123456789012345680",
        "0.1000000000000000055, 0.1, 0.1",
    })
    void numbersAsStored(String written, String kept, String sent) throws Exception {
        assertThat(text(DecimalNode.valueOf(new BigDecimal(written)))).isEqualTo(sent);
        assertThat(text(read(kept))).isEqualTo(sent);
    }

    @ParameterizedTest
    @CsvSource({"0", "5", "-5", "2147483648", "9223372036854775807", "-9223372036854775808"})
    void longIntegers(String number) throws Exception {
        assertThat(text(read(number))).isEqualTo(number);
    }

    @Test
    void hugeNumberIsRefused() {
        assertThatThrownBy(() -> JsonTemplate.of(DecimalNode.valueOf(new BigDecimal("1e400"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("put it in quotes");
    }

    private static JsonNode read(String json) throws JsonProcessingException {
        return new JsonMapper().readTree(json);
    }

    private static String text(JsonNode json) {
        return JsonTemplate.of(json).render(name -> name, text -> text);
    }
}
