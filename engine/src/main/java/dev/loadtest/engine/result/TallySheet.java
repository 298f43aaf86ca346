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
 * The books of one case on one worker, or of several merged, by request and kind. Confined to one thread; a copy may be
 * passed on.
 */
public final class TallySheet {
    private static final Kind[] KINDS = Kind.values();

    /** By name, then by the kind's ordinal: a look-up allocates no key. */
    private final Map<String, @Nullable Tally[]> requests = new HashMap<>();

    /** The books of a request and kind, created if absent. */
    public Tally tally(String request, Kind kind) {
        @Nullable Tally[] kinds = requests.get(request);
        if (kinds == null) {
            kinds = new @Nullable Tally[KINDS.length];
            requests.put(request, kinds);
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

    /** Visits all tallies, by name and kind. */
    public void forEach(BiConsumer<TallyKey, Tally> action) {
        new TreeMap<>(requests).forEach((request, kinds) -> {
            for (Kind kind : KINDS) {
                Tally tally = kinds[kind.ordinal()];
                if (tally != null) {
                    action.accept(new TallyKey(request, kind), tally);
                }
            }
        });
    }

    public TallySheet copy() {
        TallySheet copy = new TallySheet();
        requests.forEach((request, kinds) -> {
            @Nullable Tally[] copies = new @Nullable Tally[KINDS.length];
            for (int i = 0; i < copies.length; i++) {
                Tally tally = kinds[i];
                copies[i] = tally == null ? null : tally.copy();
            }
            copy.requests.put(request, copies);
        });
        return copy;
    }

    public void add(TallySheet other) {
        other.forEach((key, tally) -> tally(key.request(), key.kind()).add(tally));
    }

    /** Switches to the packed form after the end of the case; late outcomes are still counted. */
    public void pack() {
        forEach((key, tally) -> tally.pack());
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

    /** Requests in flight, over all kinds. */
    public long inFlight() {
        return sum(Tally::inFlight);
    }

    /** Sum of a number over all scored requests, such as {@code scored(Tally::sent)}, without merging. */
    public long scored(ToLongFunction<Tally> of) {
        return sum(Kind.TRACKED, of) + sum(Kind.FIRE_AND_FORGET, of);
    }

    /** Complete scored responses a second, from first send to last end; 0 without any. */
    public double rps() {
        return throughput().perSecond();
    }

    Throughput throughput() {
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
        Map<Kind, Books.Entry> total = new EnumMap<>(Kind.class);
        all.forEach((kind, tally) -> total.put(kind, tally.entry()));
        Map<String, Books> requestBooks = new HashMap<>();
        byRequest.forEach((request, kinds) -> requestBooks.put(request, new Books(kinds)));
        return new RunResult.Totals(new Books(total), requestBooks);
    }

    /** The complete state in a fixed order, for another process. */
    public TallySheetState state() {
        List<TallySheetState.Line> lines = new ArrayList<>();
        forEach((key, tally) -> lines.add(new TallySheetState.Line(key.request(), key.kind(), tally.state())));
        return new TallySheetState(lines);
    }

    /** @throws IllegalArgumentException if a line occurs twice, or a histogram is not one of ours */
    public static TallySheet of(TallySheetState state) {
        TallySheet sheet = new TallySheet();
        for (TallySheetState.Line line : state.lines()) {
            @Nullable
            Tally[] kinds = sheet.requests.computeIfAbsent(line.request(), any -> new @Nullable Tally[KINDS.length]);
            int kind = line.kind().ordinal();
            if (kinds[kind] != null) {
                throw new IllegalArgumentException("two lines for " + line.request() + " " + line.kind());
            }
            kinds[kind] = Tally.of(line.tally());
        }
        return sheet;
    }

    /** Approximate memory in bytes. */
    public int footprintBytes() {
        return (int) sum(Tally::footprintBytes) + 128 * requests.size();
    }

    private long sum(ToLongFunction<Tally> of) {
        long sum = 0;
        for (Kind kind : KINDS) {
            sum += sum(kind, of);
        }
        return sum;
    }

    private long sum(Kind kind, ToLongFunction<Tally> of) {
        long sum = 0;
        for (@Nullable Tally[] kinds : requests.values()) {
            Tally tally = kinds[kind.ordinal()];
            sum += tally == null ? 0 : of.applyAsLong(tally);
        }
        return sum;
    }
}
