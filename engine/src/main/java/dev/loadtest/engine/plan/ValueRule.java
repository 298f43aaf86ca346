package dev.loadtest.engine.plan;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What a header of a response, or a value in its JSON, must be. */
public sealed interface ValueRule {

    /** This text, character by character. */
    record EqualsText(String text) implements ValueRule {}

    /** A number of this value, however it is written: 1, 1.0 and 1e0 are equal. */
    record EqualsNumber(BigDecimal number) implements ValueRule {}

    record EqualsFlag(boolean flag) implements ValueRule {}

    /** A text, number or boolean that a regular expression of RE2's syntax matches as a whole. */
    record Matches(String regex) implements ValueRule {}

    /**
     * Any value, or none.
     *
     * @param present whether something must be there; JSON's null counts as something
     */
    record Present(boolean present) implements ValueRule {}

    /**
     * A number within bounds, both included.
     *
     * @param atLeast null for no lower bound
     * @param atMost null for no upper bound
     */
    record Within(@Nullable BigDecimal atLeast, @Nullable BigDecimal atMost) implements ValueRule {}
}
