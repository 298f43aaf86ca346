package dev.loadtest.crds.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import org.junit.jupiter.api.Test;

class PatternsTest {

    /**
     * An API server searches for a pattern within a text, our reader matches the whole: only anchored patterns agree.
     */
    @Test
    void patternsAreAnchored() throws IllegalAccessException {
        for (Field pattern : Patterns.class.getFields()) {
            assertThat((String) pattern.get(null))
                    .as(pattern.getName())
                    .startsWith("^")
                    .endsWith("$")
                    .doesNotContain("\\$");
        }
        assertThat(Patterns.class.getFields()).isNotEmpty();
    }
}
