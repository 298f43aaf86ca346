package dev.loadtest.engine.plan.syntax;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern of file paths in the syntax of {@link java.nio.file.FileSystem#getPathMatcher} ({@code glob:}): {@code *}
 * and {@code ?} within a name, {@code **} across folders, {@code [a-z]}, {@code [!a]}, <code>{a,b}</code>, {@code \}
 * before a literal character.
 *
 * <p>The JDK's matcher backtracks and takes exponential time for {@code *a*a*a…b}. This one simulates a
 * nondeterministic automaton (Thompson 1968) in O(length of the path x length of the pattern). Immutable.
 */
public final class Glob {
    /** A state: consumes a character that passes its test, or moves to other states without input. */
    private record State(GlobRead reads, int[] next) {}

    private final List<State> states;

    private Glob(List<State> states) {
        this.states = List.copyOf(states);
    }

    /** @throws PatternSyntaxException if the pattern is invalid */
    public static Glob parse(String pattern) {
        Compiler compiler = new Compiler(pattern);
        compiler.compile();
        return new Glob(compiler.states);
    }

    public boolean matches(String path) {
        BitSet now = new BitSet(states.size() + 1);
        enter(0, now);
        for (int i = 0; i < path.length() && !now.isEmpty(); i++) {
            BitSet then = new BitSet(states.size() + 1);
            for (int at = now.nextSetBit(0); at >= 0 && at < states.size(); at = now.nextSetBit(at + 1)) {
                State state = states.get(at);
                if (state.reads.holds(path.charAt(i))) {
                    for (int next : state.next) {
                        enter(next, then);
                    }
                }
            }
            now = then;
        }
        return now.get(states.size());
    }

    /** Marks a state, and the states reachable without input. */
    private void enter(int first, BitSet into) {
        BitSet waiting = new BitSet();
        waiting.set(first);
        for (int at = first; at >= 0; at = waiting.nextSetBit(0)) {
            waiting.clear(at);
            if (into.get(at)) {
                continue;
            }
            into.set(at);
            if (at < states.size() && states.get(at).reads == GlobRead.NOTHING) {
                for (int next : states.get(at).next) {
                    waiting.set(next);
                }
            }
        }
    }

    /** Builds the states of a pattern in one pass. */
    private static final class Compiler {
        private final String pattern;
        private final List<State> states = new ArrayList<>();
        private int at;

        Compiler(String pattern) {
            this.pattern = pattern;
        }

        public void compile() {
            while (at < pattern.length()) {
                element(false);
            }
        }

        private void element(boolean grouped) {
            char c = pattern.charAt(at++);
            switch (c) {
                case '*' -> star();
                case '?' -> read(GlobRead.WITHIN_NAME);
                case '[' -> read(characterClass());
                case '\\' -> read(GlobRead.only(escaped()));
                case '{' -> {
                    if (grouped) {
                        throw problem("Cannot nest groups");
                    }
                    group();
                }
                default -> read(GlobRead.only(c));
            }
        }

        private void read(GlobRead test) {
            states.add(new State(test, new int[] {states.size() + 1}));
        }

        /** Any number of characters: one state that continues, and one that consumes and returns. */
        private void star() {
            boolean across = at < pattern.length() && pattern.charAt(at) == '*';
            at += across ? 1 : 0;
            int choice = states.size();
            states.add(new State(GlobRead.NOTHING, new int[] {choice + 1, choice + 2}));
            states.add(new State(across ? GlobRead.ANYTHING : GlobRead.WITHIN_NAME, new int[] {choice}));
        }

        private void group() {
            int choice = states.size();
            states.add(new State(GlobRead.NOTHING, new int[0]));
            List<Integer> starts = new ArrayList<>(List.of(states.size()));
            List<Integer> ends = new ArrayList<>();
            for (boolean open = true; open; ) {
                if (at == pattern.length()) {
                    throw problem("Missing '}");
                }
                char c = pattern.charAt(at);
                if (c == ',' || c == '}') {
                    at++;
                    ends.add(states.size());
                    states.add(new State(GlobRead.NOTHING, new int[0]));
                    starts.add(states.size());
                    open = c == ',';
                } else {
                    element(true);
                }
            }
            int end = starts.removeLast();
            ends.forEach(it -> states.set(it, new State(GlobRead.NOTHING, new int[] {end})));
            states.set(
                    choice,
                    new State(
                            GlobRead.NOTHING, starts.stream().mapToInt(it -> it).toArray()));
        }

        private char escaped() {
            if (at == pattern.length()) {
                throw problem("No character to escape");
            }
            return pattern.charAt(at++);
        }

        private GlobRead characterClass() {
            boolean not = at < pattern.length() && pattern.charAt(at) == '!';
            at += not ? 1 : 0;
            StringBuilder ranges = new StringBuilder();
            for (int first = at; ; first = -1) {
                if (at == pattern.length()) {
                    throw problem("Missing ']");
                }
                char from = pattern.charAt(at++);
                if (from == ']' && first < 0) {
                    return GlobRead.ranges(ranges.toString(), not);
                }
                if (from == '/') {
                    throw problem("Explicit 'name separator' in class");
                }
                char to = from;
                if (at + 1 < pattern.length() && pattern.charAt(at) == '-' && pattern.charAt(at + 1) != ']') {
                    to = pattern.charAt(at + 1);
                    at += 2;
                }
                if (to < from) {
                    throw problem("Invalid range");
                }
                ranges.append(from).append(to);
            }
        }

        private PatternSyntaxException problem(String what) {
            return new PatternSyntaxException(what, pattern, at - 1);
        }
    }
}
