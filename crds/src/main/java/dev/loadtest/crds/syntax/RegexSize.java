package dev.loadtest.crds.syntax;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Estimates how large a regular expression of RE2's syntax becomes when it is compiled: a counted repetition is compiled as
 * often as it says, and nested ones multiply, so that a few characters could take all memory. Each character, class and
 * escape counts once. Pure; knows no errors.
 */
final class RegexSize {
    private static final Pattern COUNT = Pattern.compile("\\{([0-9]{1,9})(?:(,)([0-9]{0,9}))?}");

    private final String regex;
    private final Matcher count;
    private final Deque<Long> outer = new ArrayDeque<>();
    private long sum;
    private long last;
    private int at;

    private RegexSize(String regex) {
        this.regex = regex;
        this.count = COUNT.matcher(regex);
    }

    /** At least 0, at most {@link Long#MAX_VALUE}. */
    static long of(String regex) {
        RegexSize size = new RegexSize(regex);
        while (size.at < regex.length()) {
            size.step();
        }
        while (!size.outer.isEmpty()) {
            size.close();
        }
        return size.sum;
    }

    private void step() {
        char c = regex.charAt(at);
        if (c == '{' && count.region(at, regex.length()).lookingAt()) {
            repeat();
            return;
        }
        at++;
        switch (c) {
            case '\\' -> escape();
            case '[' -> {
                skipClass();
                add(1);
            }
            case '(' -> {
                outer.push(sum);
                sum = 0;
            }
            case ')' -> close();
            case '*', '+', '?', '|', '^', '$' -> {}
            default -> add(1);
        }
    }

    private void add(long size) {
        last = size;
        sum = plus(sum, size);
    }

    private void close() {
        if (!outer.isEmpty()) {
            long inner = sum;
            sum = outer.pop();
            add(Math.max(1, inner));
        }
    }

    private void repeat() {
        long least = Long.parseLong(count.group(1));
        String most = count.group(3);
        long times = Math.max(1, most == null || most.isEmpty() ? least : Math.max(least, Long.parseLong(most)));
        at = count.end();
        long more = last > 0 && times - 1 > Long.MAX_VALUE / last ? Long.MAX_VALUE : last * (times - 1);
        sum = plus(sum, more);
        last = plus(last, more);
    }

    /** Behind a backslash: a class of Unicode or a number may have braces that count nothing; \\Q quotes up to \\E. */
    private void escape() {
        if (at == regex.length()) {
            return;
        }
        char c = regex.charAt(at++);
        if (c == 'Q') {
            int end = regex.indexOf("\\E", at);
            int until = end < 0 ? regex.length() : end;
            add(until - at);
            last = 1;
            at = end < 0 ? until : until + 2;
            return;
        }
        if ((c == 'p' || c == 'P' || c == 'x') && at < regex.length() && regex.charAt(at) == '{') {
            int end = regex.indexOf('}', at);
            at = end < 0 ? regex.length() : end + 1;
        }
        add(1);
    }

    /** A closing bracket right behind the opening one is a member. */
    private void skipClass() {
        if (at < regex.length() && regex.charAt(at) == '^') {
            at++;
        }
        boolean first = true;
        while (at < regex.length() && (first || regex.charAt(at) != ']')) {
            int named = regex.startsWith("[:", at) ? regex.indexOf(":]", at + 2) : -1;
            if (named >= 0) {
                at = named + 2;
            } else {
                at += regex.charAt(at) == '\\' ? 2 : 1;
            }
            first = false;
        }
        at++;
    }

    private static long plus(long one, long other) {
        return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
    }
}
