package dev.loadtest.engine.result.compare;

import dev.loadtest.engine.result.RunResult.BlockEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Pairs of blocks of which both runs sent requests, phase after phase. Immutable.
 *
 * @param strata number of pairs of each phase and variant: pairs are drawn within them
 */
record PairedBlocks(List<Integer> strata, Side base, Side now) {

    /** A block of both runs. */
    record Pair(Cell base, Cell now) {}

    /**
     * @param selects the blocks of both runs that are compared together
     */
    static PairedBlocks of(ComparedRun base, ComparedRun now, Predicate<BlockEntry> selects) {
        Map<Scope, TreeMap<Integer, Cell>> ofBase = cells(base, selects);
        Map<Scope, TreeMap<Integer, Cell>> ofNow = cells(now, selects);
        List<Integer> strata = new ArrayList<>();
        List<Pair> pairs = new ArrayList<>();
        ofBase.forEach((scope, cells) -> {
            int before = pairs.size();
            cells.forEach((index, cell) -> {
                Cell other = ofNow.getOrDefault(scope, new TreeMap<>()).get(index);
                if (other != null && other.sent > 0 && cell.sent > 0) {
                    pairs.add(new Pair(cell, other));
                }
            });
            if (pairs.size() > before) {
                strata.add(pairs.size() - before);
            }
        });
        return of(strata, pairs);
    }

    static PairedBlocks of(List<Integer> strata, List<Pair> pairs) {
        Buckets buckets = buckets(pairs);
        return new PairedBlocks(
                strata,
                side(buckets, pairs.stream().map(Pair::base).toList()),
                side(buckets, pairs.stream().map(Pair::now).toList()));
    }

    private static Map<Scope, TreeMap<Integer, Cell>> cells(ComparedRun run, Predicate<BlockEntry> selects) {
        Map<Scope, TreeMap<Integer, Cell>> cells = new LinkedHashMap<>();
        run.blocks().stream().filter(selects).forEach(entry -> {
            TreeMap<Integer, Cell> ofScope = cells.computeIfAbsent(Scope.of(entry), any -> new TreeMap<>());
            entry.blocks().forEach(block -> ofScope.computeIfAbsent(block.index(), any -> new Cell())
                    .add(block));
        });
        return cells;
    }

    private static Buckets buckets(List<Pair> pairs) {
        long[] all = pairs.stream()
                .flatMapToLong(pair -> LongStream.concat(lows(pair.base()), lows(pair.now())))
                .sorted()
                .toArray();
        int distinct = 0;
        for (int i = 0; i < all.length; i++) {
            if (i == 0 || all[i] != all[i - 1]) {
                all[distinct++] = all[i];
            }
        }
        return new Buckets(Arrays.copyOf(all, distinct));
    }

    private static LongStream lows(Cell cell) {
        return IntStream.range(0, cell.size()).mapToLong(cell::low);
    }

    private static Side side(Buckets buckets, List<Cell> cells) {
        long[][] cumulative = new long[buckets.size()][cells.size()];
        for (int block = 0; block < cells.size(); block++) {
            Cell cell = cells.get(block);
            for (int i = 0; i < cell.size(); i++) {
                cumulative[buckets.indexOf(cell.low(i))][block] = cell.count(i);
            }
            for (int bucket = 1; bucket < buckets.size(); bucket++) {
                cumulative[bucket][block] += cumulative[bucket - 1][block];
            }
        }
        return new Side(
                buckets,
                cumulative,
                numbers(cells, cell -> cell.sent),
                numbers(cells, cell -> cell.failures),
                numbers(cells, Cell::responses),
                numbers(cells, cell -> cell.sumMicros));
    }

    private static long[] numbers(List<Cell> cells, ToLongFunction<Cell> of) {
        return cells.stream().mapToLong(of).toArray();
    }

    /** Number of pairs. */
    int size() {
        return base.sent().length;
    }

    /** Each pair once. */
    int[] once() {
        int[] weights = new int[size()];
        Arrays.fill(weights, 1);
        return weights;
    }
}
