package dev.loadtest.cli.draft;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {

    @ParameterizedTest
    @CsvSource({
        "listPets, list-pets",
        "'GET /pets/{id}', get-pets-id",
        "../../etc/passwd, etc-passwd",
        "'Größe ändern!', gro-e-andern", // ß is no letter with a mark
        "'💥', x",
        "'', x",
        "'7 dwarfs', x-7-dwarfs",
        "'a: {b} \n# c', a-b-c",
        "abcdefghijklmnop, abcdefghij"
    })
    void words(String text, String name) {
        assertThat(new Names(10, "x").of(text)).isEqualTo(name.length() > 10 ? name.substring(0, 10) : name);
    }

    @Test
    void differFromEachOther() {
        Names names = new Names(10, "x");
        assertThat(names.unique("abcdefghijkl")).isEqualTo("abcdefghij");
        assertThat(names.unique("abcdefghijxx")).isEqualTo("abcdefgh-2");
        assertThat(names.unique("abcdefghij")).isEqualTo("abcdefgh-3");
        assertThat(names.unique("!")).isEqualTo("x");
        assertThat(names.unique("?")).isEqualTo("x-2");
    }
}
