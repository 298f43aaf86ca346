package dev.loadtest.crds.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import org.junit.jupiter.api.Test;

class PatternsTest {

    /** An API server looks for a pattern anywhere in a text, the reader holds it against the whole: anchored, both are the same. */
    @Test
    void everyPatternIsAnchoredAtBothEnds() throws IllegalAccessException {
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
