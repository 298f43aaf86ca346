package dev.loadtest.engine.plan.syntax;

import java.util.ArrayList;
import java.util.List;

/**
 * A recursive-descent reader of {@link SelectExpression}:
 *
 * <pre>
 * or   = and { "or" and }
 * and  = not { "and" not }
 * not  = "not" not | "(" or ")" | word
 * </pre>
 *
 * A word is any run of characters other than white space and parentheses, so that case ids are words. Keywords are lower
 * case, as in pytest.
 */
final class SelectParser {
    /** Limits above any legitimate expression, so that a hostile one cannot exhaust the stack. */
    private static final int LONGEST = 4_096;

    private static final int DEEPEST = 100;

    private final List<Token> tokens;
    private int next;
    private int depth;

    /** @param column counted from 1 */
    private record Token(String text, int column) {
        boolean isWord() {
            return !switch (text) {
                case "", "(", ")", "and", "or", "not" -> true;
                default -> false;
            };
        }

        @Override
        public String toString() {
            return text.isEmpty() ? "the end" : "\"" + text + "\"";
        }
    }

    SelectParser(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("the selection is longer than " + LONGEST + " characters");
        }
        tokens = tokens(text);
    }

    SelectExpression parse() {
        if (tokens.size() == 1) {
            throw new IllegalArgumentException(
                    "the selection is empty: write a part of a case's id, such as \"forced\"");
        }
        SelectExpression expression = or();
        Token end = tokens.get(next);
        if (!end.text().isEmpty()) {
            throw expected("\"and\", \"or\" or the end");
        }
        return expression;
    }

    private SelectExpression or() {
        SelectExpression left = and();
        while (accept("or")) {
            left = new SelectExpression.Or(left, and());
        }
        return left;
    }

    private SelectExpression and() {
        SelectExpression left = not();
        while (accept("and")) {
            left = new SelectExpression.And(left, not());
        }
        return left;
    }

    private SelectExpression not() {
        Token token = tokens.get(next);
        if (depth == DEEPEST) {
            throw new IllegalArgumentException(
                    "the selection is nested deeper than " + DEEPEST + " levels at column " + token.column());
        }
        depth++;
        SelectExpression expression;
        if (accept("not")) {
            expression = new SelectExpression.Not(not());
        } else if (accept("(")) {
            expression = or();
            if (!accept(")")) {
                throw expected("\"and\", \"or\" or \")\"");
            }
        } else if (token.isWord()) {
            next++;
            expression = new SelectExpression.Word(token.text());
        } else {
            throw expected("a word, \"not\" or \"(\"");
        }
        depth--;
        return expression;
    }

    private boolean accept(String text) {
        boolean found = tokens.get(next).text().equals(text);
        if (found) {
            next++;
        }
        return found;
    }

    private IllegalArgumentException expected(String what) {
        Token found = tokens.get(next);
        return new IllegalArgumentException(
                "expected " + what + " at column " + found.column() + " of the selection, found " + found);
    }

    /** The tokens, followed by an empty one. */
    private static List<Token> tokens(String text) {
        List<Token> tokens = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int end = at + 1;
            if (Character.isWhitespace(text.charAt(at))) {
                at = end;
                continue;
            }
            if (!parenthesis(text.charAt(at))) {
                while (end < text.length()
                        && !parenthesis(text.charAt(end))
                        && !Character.isWhitespace(text.charAt(end))) {
                    end++;
                }
            }
            tokens.add(new Token(text.substring(at, end), at + 1));
            at = end;
        }
        tokens.add(new Token("", text.length() + 1));
        return tokens;
    }

    private static boolean parenthesis(char c) {
        return c == '(' || c == ')';
    }
}
