package dev.loadtest.bench;

import java.io.IOException;

/**
 * Disturbs the generator in one way at a time, each beyond the limit (over 1 % of the sends more than 10 ms late), and
 * runs it against targets that are slow in every way.
 */
final class InvalidTable {
    private static final int CONNECTIONS = 50;
    private static final int MANY_CONNECTIONS = 4_000;
    private static final double SECONDS = 8;
    private static final double QUOTA = 0.05;
    private static final int SPINNERS = 8;
    private static final String INVALID = "Invalid";
    private static final int FREEZE_MILLIS = 3_000;

    private InvalidTable() {}

    static String measure() throws IOException, InterruptedException {
        Neighbours neighbours = new Neighbours();
        neighbours.look();
        try (TinyServerProcess target = TinyServerProcess.start();
                JvmProcess observer = TimeBench.observer()) {
            double capacity = TimeBench.warm(observer, target.url(), CONNECTIONS);
            String quarter = "rate=" + Math.round(capacity / 4);
            Section section = new Section("invalid: when the generator is the limit", "", neighbours.sentence());
            section.columns("what was done", "rate", "verdict", "as it must be", "what the run says", "and notes");
            Observed seen = TimeBench.load(observer, target.url(), CONNECTIONS, quarter, SECONDS);
            row(section, "nothing, after users", quarter, seen, false);
            first(section, target.url(), quarter);
            generator(section, observer, target.url(), quarter, Math.round(capacity));
            slow(section, observer);
            target.freeze(Math.round(capacity / 10), FREEZE_MILLIS);
            String tenth = "rate=" + Math.round(capacity / 10);
            Observed frozen = TimeBench.load(observer, target.url(), CONNECTIONS, tenth, SECONDS);
            row(section, "a target that stands still for 3 s", tenth, frozen, false);
            return section.toString();
        }
    }

    /** Compilation and connection set-up in the first seconds of a run cause no late sends either. */
    private static void first(Section section, String url, String rate) throws IOException {
        try (JvmProcess fresh = TimeBench.observer()) {
            Observed seen = TimeBench.load(fresh, url, CONNECTIONS, rate, SECONDS);
            row(section, "nothing, a worker's first phase", rate, seen, false);
        }
    }

    private static void generator(Section section, JvmProcess observer, String url, String quarter, long capacity)
            throws IOException {
        try (CpuLimit limit = CpuLimit.of(observer.pid(), QUOTA)) {
            Observed seen = TimeBench.load(observer, url, CONNECTIONS, quarter, SECONDS);
            row(section, limit.toString(), quarter, seen, true);
        }
        try (Spinners neighbours = Spinners.on(Cores.GENERATOR, SPINNERS)) {
            Observed seen = TimeBench.load(observer, url, CONNECTIONS, quarter, SECONDS);
            row(section, neighbours.toString(), quarter, seen, true);
        }
        String answer =
                observer.ask("load " + url + " " + CONNECTIONS + " rate=1000 " + SECONDS + " pauses", Observed.PREFIX);
        row(section, "six collections of 4,000,000 live objects", "rate=1000", Observed.parse(answer), true);
        String beyond = "rate=" + 10 * capacity;
        Observed seen = TimeBench.load(observer, url, MANY_CONNECTIONS, beyond, 2);
        row(section, "a rate beyond the machine, " + MANY_CONNECTIONS + " connections", beyond, seen, true);
    }

    private static void slow(Section section, JvmProcess observer) throws IOException {
        try (TinyServerProcess late = TinyServerProcess.start("delay", 2_000_000);
                TinyServerProcess silent = TinyServerProcess.start("silent")) {
            // As many requests as end within a minute, since held ones wait without limit.
            Observed seen = TimeBench.load(observer, late.url(), CONNECTIONS, "rate=150", SECONDS);
            row(section, "a target that takes 2 s for each", "rate=150", seen, false);
            seen = TimeBench.load(observer, silent.url(), CONNECTIONS, "rate=12", SECONDS);
            row(section, "a target that never answers", "rate=12", seen, false);
        }
    }

    private static void row(Section section, String what, String rate, Observed seen, boolean invalid) {
        String verdict = seen.text("verdict");
        section.row(
                what,
                rate.substring("rate=".length()) + "/s",
                verdict,
                Section.within(verdict.equals(INVALID) == invalid),
                shortened(seen.text("message")),
                shortened(seen.text("notes")));
        System.out.println(what + ": " + verdict + ": " + seen.text("message"));
    }

    private static String shortened(String text) {
        return text.length() <= 260 ? text : text.substring(0, 260) + " …";
    }
}
