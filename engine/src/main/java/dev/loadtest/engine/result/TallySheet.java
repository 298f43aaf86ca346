package dev.loadtest.engine.result;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.wire.TallySheetState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The books of one case on one worker, or of several merged, by request and kind, and those of its journeys. Sums are of
 * requests unless they say otherwise. Confined to one thread; a copy may be passed on.
 */
public final class TallySheet {
    private static final Kind[] KINDS = Kind.values();

    /** By name, then by the kind's ordinal: a look-up allocates no key. */
    private final Map<String, @Nullable Tally[]> requests = new HashMap<>();
    /** Likewise, by the journeys' names. */
    private final Map<String, @Nullable Tally[]> journeys = new HashMap<>();

    /** The books of a request and kind, created if absent. */
    public Tally tally(String request, Kind kind) {
        return tally(requests, request, kind);
    }

    /**
     * The books of a journey and kind, opened where there are none yet. Sent means begun there, succeeded completed; errors
     * are failed journeys, by the request of the step that ended them.
     */
    public Tally journey(String journey, Kind kind) {
        return tally(journeys, journey, kind);
    }

    private static Tally tally(Map<String, @Nullable Tally[]> tallies, String name, Kind kind) {
        @Nullable Tally[] kinds = tallies.get(name);
        if (kinds == null) {
            kinds = new @Nullable Tally[KINDS.length];
            tallies.put(name, kinds);
        }
        Tally tally = kinds[kind.ordinal()];
        if (tally == null) {
            tally = new Tally();
            kinds[kind.ordinal()] = tally;
        }
        return tally;
    }

    /** Names of requests with tallies; a view. */
    public Set<String> requests() {
        return Collections.unmodifiableSet(requests.keySet());
    }

    /** The names of the journeys that it has tallies of; a view. */
    public Set<String> journeys() {
        return Collections.unmodifiableSet(journeys.keySet());
    }

    /** Visits the tallies of all requests, by name and kind. */
    public void forEach(BiConsumer<TallyKey, Tally> action) {
        forEach(requests, action);
    }

    /** Visits the open books of all journeys, by name and kind; the key's request is the journey's name. */
    public void forEachJourney(BiConsumer<TallyKey, Tally> action) {
        forEach(journeys, action);
    }

    private static void forEach(Map<String, @Nullable Tally[]> tallies, BiConsumer<TallyKey, Tally> action) {
        new TreeMap<>(tallies).forEach((name, kinds) -> {
            for (Kind kind : KINDS) {
                Tally tally = kinds[kind.ordinal()];
                if (tally != null) {
                    action.accept(new TallyKey(name, kind), tally);
                }
            }
        });
    }

    public TallySheet copy() {
        TallySheet copy = new TallySheet();
        copy(requests, copy.requests);
        copy(journeys, copy.journeys);
        return copy;
    }

    private static void copy(Map<String, @Nullable Tally[]> from, Map<String, @Nullable Tally[]> to) {
        from.forEach((name, kinds) -> {
            @Nullable Tally[] copies = new @Nullable Tally[KINDS.length];
            for (int i = 0; i < copies.length; i++) {
                Tally tally = kinds[i];
                copies[i] = tally == null ? null : tally.copy();
            }
            to.put(name, copies);
        });
    }

    public void add(TallySheet other) {
        other.forEach((key, tally) -> tally(key.request(), key.kind()).add(tally));
        other.forEachJourney((key, tally) -> journey(key.request(), key.kind()).add(tally));
    }

    /** Switches to the packed form after the end of the case; late outcomes are still counted. */
    public void pack() {
        forEach((key, tally) -> tally.pack());
        forEachJourney((key, tally) -> tally.pack());
    }

    public long planned(Kind kind) {
        return sum(kind, Tally::planned);
    }

    public long sent(Kind kind) {
        return sum(kind, Tally::sent);
    }

    public long notSent(Kind kind) {
        return sum(kind, Tally::notSent);
    }

    /** Requests that were not sent for one reason. */
    public long notSent(String reason) {
        return scored(tally -> tally.notSent(reason));
    }

    public long inFlight(Kind kind) {
        return sum(kind, Tally::inFlight);
    }

    public long failures(Kind kind) {
        return sum(kind, Tally::failures);
    }

    public long ended(Kind kind) {
        return sum(kind, Tally::ended);
    }

    public long complete(Kind kind) {
        return sum(kind, Tally::complete);
    }

    /** Late sends over all kinds. */
    public long late() {
        return sum(Tally::late);
    }

    /** Sends over all kinds. */
    public long sent() {
        return sum(Tally::sent);
    }

    /** Errors of a cause, over all kinds. */
    public long errors(String cause) {
        return sum(tally -> tally.errors(cause));
    }

    /** Requests of journeys under way that are still to be sent, of all kinds. */
    public long open() {
        return sum(Tally::open);
    }

    /** Requests in flight, over all kinds. */
    public long inFlight() {
        return sum(Tally::inFlight);
    }

    /** Sum of a number over all scored requests, such as {@code scored(Tally::sent)}, without merging. */
    public long scored(ToLongFunction<Tally> of) {
        return sum(Kind.TRACKED, of) + sum(Kind.FIRE_AND_FORGET, of);
    }

    /** How late the generator sent the latest scored request; 0 without any. */
    public long worstLatenessMicros() {
        long[] worst = {0};
        forEach((key, tally) -> {
            if (key.kind() != Kind.UNSCORED) {
                worst[0] = Math.max(worst[0], tally.worstLatenessMicros());
            }
        });
        return worst[0];
    }

    /** Complete scored responses a second, from first send to last end; 0 without any. */
    public double rps() {
        return throughput().perSecond();
    }

    public Throughput throughput() {
        Throughput throughput = new Throughput();
        forEach((key, tally) -> {
            if (key.kind() != Kind.UNSCORED) {
                throughput.add(tally);
            }
        });
        return throughput;
    }

    /** The books by request, and in total. */
    public RunResult.Totals totals() {
        Map<Kind, Tally> all = new EnumMap<>(Kind.class);
        Map<String, Map<Kind, Books.Entry>> byRequest = new HashMap<>();
        forEach((key, tally) -> {
            if (tally.planned() + tally.sent() + tally.notSent() > 0) {
                all.computeIfAbsent(key.kind(), any -> new Tally()).add(tally);
                byRequest
                        .computeIfAbsent(key.request(), any -> new EnumMap<>(Kind.class))
                        .put(key.kind(), tally.entry());
            }
        });
        Map<String, Map<Kind, Books.Entry>> byJourney = new HashMap<>();
        forEachJourney((key, tally) -> byJourney
                .computeIfAbsent(key.request(), any -> new EnumMap<>(Kind.class))
                .put(key.kind(), tally.entry()));
        Map<Kind, Books.Entry> total = new EnumMap<>(Kind.class);
        all.forEach((kind, tally) -> total.put(kind, tally.entry()));
        return new RunResult.Totals(new Books(total), books(byRequest), books(byJourney));
    }

    private static Map<String, Books> books(Map<String, Map<Kind, Books.Entry>> entries) {
        Map<String, Books> books = new HashMap<>();
        entries.forEach((name, kinds) -> books.put(name, new Books(kinds)));
        return books;
    }

    /** The complete state in a fixed order, for another process. */
    public TallySheetState state() {
        return new TallySheetState(lines(requests), lines(journeys));
    }

    private static List<TallySheetState.Line> lines(Map<String, @Nullable Tally[]> tallies) {
        List<TallySheetState.Line> lines = new ArrayList<>();
        forEach(tallies, (key, tally) -> lines.add(new TallySheetState.Line(key.request(), key.kind(), tally.state())));
        return lines;
    }

    /** @throws IllegalArgumentException if a line occurs twice, or a histogram is not one of ours */
    public static TallySheet of(TallySheetState state) {
        TallySheet sheet = new TallySheet();
        read(state.lines(), sheet.requests);
        read(state.journeys(), sheet.journeys);
        return sheet;
    }

    private static void read(List<TallySheetState.Line> lines, Map<String, @Nullable Tally[]> tallies) {
        for (TallySheetState.Line line : lines) {
            @Nullable Tally[] kinds = tallies.computeIfAbsent(line.request(), any -> new @Nullable Tally[KINDS.length]);
            int kind = line.kind().ordinal();
            if (kinds[kind] != null) {
                throw new IllegalArgumentException("two lines for " + line.request() + " " + line.kind());
            }
            kinds[kind] = Tally.of(line.tally());
        }
    }

    /** Approximate memory in bytes. */
    public int footprintBytes() {
        return (int) (sum(requests, Tally::footprintBytes) + sum(journeys, Tally::footprintBytes))
                + 128 * (requests.size() + journeys.size());
    }

    /** The sum of a number over the requests of a kind, such as {@code requests(Kind.TRACKED, Tally::planned)}. */
    public long requests(Kind kind, ToLongFunction<Tally> of) {
        return sum(kind, of);
    }

    /** The sum of a number over the journeys of a kind, such as {@code journeys(Kind.TRACKED, Tally::planned)}. */
    public long journeys(Kind kind, ToLongFunction<Tally> of) {
        return sum(journeys, kind, of);
    }

    private long sum(ToLongFunction<Tally> of) {
        return sum(requests, of);
    }

    private static long sum(Map<String, @Nullable Tally[]> tallies, ToLongFunction<Tally> of) {
        long sum = 0;
        for (Kind kind : KINDS) {
            sum += sum(tallies, kind, of);
        }
        return sum;
    }

    private long sum(Kind kind, ToLongFunction<Tally> of) {
        return sum(requests, kind, of);
    }

    private static long sum(Map<String, @Nullable Tally[]> tallies, Kind kind, ToLongFunction<Tally> of) {
        long sum = 0;
        for (@Nullable Tally[] kinds : tallies.values()) {
            Tally tally = kinds[kind.ordinal()];
            sum += tally == null ? 0 : of.applyAsLong(tally);
        }
        return sum;
    }
}
