package dev.loadtest.engine.plan.syntax;

import java.util.Locale;

/** Pytest's {@code -k} grammar over case ids: {@code and}, {@code or}, {@code not}, parentheses, case-insensitive substrings. */
public sealed interface SelectExpression {

    default boolean matches(String caseId) {
        return holds(caseId.toLowerCase(Locale.ROOT));
    }

    /** @param id in lower case, converted once: an expression of many words is matched against many cases */
    boolean holds(String id);

    record Word(String text) implements SelectExpression {
        public Word {
            text = text.toLowerCase(Locale.ROOT);
        }

        @Override
        public boolean holds(String id) {
            return id.contains(text);
        }
    }

    record Not(SelectExpression of) implements SelectExpression {
        @Override
        public boolean holds(String id) {
            return !of.holds(id);
        }
    }

    record And(SelectExpression left, SelectExpression right) implements SelectExpression {
        @Override
        public boolean holds(String id) {
            return left.holds(id) && right.holds(id);
        }
    }

    record Or(SelectExpression left, SelectExpression right) implements SelectExpression {
        @Override
        public boolean holds(String id) {
            return left.holds(id) || right.holds(id);
        }
    }

    /**
     * Parses an expression.
     *
     * @throws IllegalArgumentException with a sentence that names the error and its column
     */
    static SelectExpression parse(String text) {
        return new SelectParser(text).parse();
    }
}
