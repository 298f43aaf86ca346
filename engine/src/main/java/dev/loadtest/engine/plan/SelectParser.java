package dev.loadtest.engine.plan;

/** A recursive-descent reader of {@link SelectExpression}. */
final class SelectParser {
    SelectParser(String text) {
        throw new UnsupportedOperationException(text);
    }

    SelectExpression parse() {
        throw new UnsupportedOperationException();
    }
}
