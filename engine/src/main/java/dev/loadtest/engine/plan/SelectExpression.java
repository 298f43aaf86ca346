package dev.loadtest.engine.plan;

import java.util.Locale;

/** Pytest's {@code -k} grammar over case ids: {@code and}, {@code or}, {@code not}, parentheses, case-insensitive substrings. */
public sealed interface SelectExpression {

    boolean matches(String caseId);

    record Word(String text) implements SelectExpression {
        @Override
        public boolean matches(String caseId) {
            return caseId.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
        }
    }

    record Not(SelectExpression of) implements SelectExpression {
        @Override
        public boolean matches(String caseId) {
            return !of.matches(caseId);
        }
    }

    record And(SelectExpression left, SelectExpression right) implements SelectExpression {
        @Override
        public boolean matches(String caseId) {
            return left.matches(caseId) && right.matches(caseId);
        }
    }

    record Or(SelectExpression left, SelectExpression right) implements SelectExpression {
        @Override
        public boolean matches(String caseId) {
            return left.matches(caseId) || right.matches(caseId);
        }
    }

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong, and at which column
     */
    static SelectExpression parse(String text) {
        return new SelectParser(text).parse();
    }
}
