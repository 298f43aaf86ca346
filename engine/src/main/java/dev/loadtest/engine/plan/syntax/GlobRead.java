package dev.loadtest.engine.plan.syntax;

/** The characters that a state of a {@link Glob} accepts. */
sealed interface GlobRead {
    GlobRead NOTHING = new Ranges("", false);
    GlobRead WITHIN_NAME = new Ranges("", true);
    GlobRead ANYTHING = new Anything();

    boolean holds(char c);

    static GlobRead only(char c) {
        return new Only(c);
    }

    /** @param bounds pairs of characters, from and to */
    static GlobRead ranges(String bounds, boolean not) {
        return new Ranges(bounds, not);
    }

    record Anything() implements GlobRead {
        @Override
        public boolean holds(char c) {
            return true;
        }
    }

    record Only(char only) implements GlobRead {
        @Override
        public boolean holds(char c) {
            return c == only;
        }
    }

    /** Never the path separator. */
    record Ranges(String bounds, boolean not) implements GlobRead {
        @Override
        public boolean holds(char c) {
            if (c == '/') {
                return false;
            }
            for (int i = 0; i < bounds.length(); i += 2) {
                if (c >= bounds.charAt(i) && c <= bounds.charAt(i + 1)) {
                    return !not;
                }
            }
            return not;
        }
    }
}
