package dev.loadtest.engine.result.timeline;

import dev.loadtest.engine.result.OverTime;
import dev.loadtest.engine.result.OverTime.Bucket;
import dev.loadtest.engine.result.OverTime.Series;
import dev.loadtest.engine.result.timeline.TimelineSeries.Key;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The series of all workers as buckets of one width: of single requests, and their sums by phase and request. */
public final class OverTimeTable {
    private final TimelineSeries series;
    private final Stretches sum;
    /** For each shown series the numbers of the series that it adds up. */
    private final Map<Key, List<Integer>> shown = new LinkedHashMap<>();

    private OverTimeTable(TimelineSeries series, Stretches sum) {
        this.series = series;
        this.sum = sum;
        addUp("", "", key -> key.journey().isEmpty());
        distinct(Key::phase)
                .forEach(phase -> addUp(
                        phase, "", key -> key.journey().isEmpty() && key.phase().equals(phase)));
        distinct(Key::request)
                .forEach(request -> addUp("", request, key -> key.request().equals(request)));
        distinct(Key::journey)
                .forEach(journey -> addUp("", "", key -> key.journey().equals(journey)));
        for (int number = 0; number < series.keys().size(); number++) {
            // The requests of the last of many phases are shown within the sum of all others.
            shown.putIfAbsent(series.keys().get(number), List.of(number));
        }
    }

    private Stream<String> distinct(Function<Key, String> of) {
        return series.keys().stream().map(of).filter(name -> !name.isEmpty()).distinct();
    }

    /**
     * Buckets as wide as the widest stretch of any worker, and wider if there would be more than allowed; empty ones are
     * absent.
     *
     * @param maxBuckets of a series, at least 1
     * @param maxCells non-empty buckets of all series together; at least the number of series
     */
    public static OverTime of(TimelineSeries series, Collection<Timeline> workers, int maxBuckets, int maxCells) {
        OverTimeTable table = new OverTimeTable(series, Timeline.sumOfParts(workers));
        Stretches sum = table.sum;
        while (sum.end() > maxBuckets * sum.width(0) || sum.size() > 1 && table.cells() > maxCells) {
            sum.joinAll();
        }
        return new OverTime(
                sum.width(0),
                series.isShared(),
                table.shown.entrySet().stream()
                        .map(entry -> table.series(entry.getKey(), entry.getValue()))
                        .filter(one -> !one.buckets().isEmpty())
                        .toList(),
                List.of());
    }

    /** Adds a sum over several series; a sum of one would show the same twice. */
    private void addUp(String phase, String request, Predicate<Key> isPart) {
        List<Integer> parts = IntStream.range(0, series.keys().size())
                .filter(number -> isPart.test(series.keys().get(number)))
                .boxed()
                .toList();
        if (parts.size() > 1 && !shown.containsValue(parts)) {
            String journey = series.keys().get(parts.getFirst()).journey();
            shown.put(new Key(phase, request, journey), parts);
        }
    }

    private long cells() {
        return sum.values().stream()
                .mapToLong(stretch -> shown.values().stream()
                        .filter(numbers -> numbers.stream().anyMatch(number -> stretch.find(number) != null))
                        .count())
                .sum();
    }

    private Series series(Key key, List<Integer> numbers) {
        List<Bucket> buckets = new ArrayList<>();
        for (Stretch stretch : sum.values()) {
            Cell cell = cell(stretch, numbers);
            if (cell != null) {
                buckets.add(bucket(stretch.start, cell));
            }
        }
        return new Series(key.phase(), key.request(), key.journey(), buckets);
    }

    private static @Nullable Cell cell(Stretch stretch, List<Integer> numbers) {
        Cell sum = null;
        for (int number : numbers) {
            Cell cell = stretch.find(number);
            if (cell != null && numbers.size() == 1) {
                return cell;
            }
            if (cell != null) {
                sum = sum == null ? new Cell(TimeBuckets.COARSE) : sum;
                sum.add(cell);
            }
        }
        return sum;
    }

    private static Bucket bucket(long second, Cell cell) {
        long[] at = cell.response.valuesAt(50, 95, 99);
        List<Long> rows = new ArrayList<>();
        int[] first = {0};
        cell.response.forEach((micros, count) -> {
            int row = OverTime.row(micros);
            if (rows.isEmpty()) {
                first[0] = row;
            }
            while (rows.size() <= row - first[0]) {
                rows.add(0L);
            }
            rows.set(row - first[0], rows.get(row - first[0]) + count);
        });
        return new Bucket(
                second,
                cell.sent,
                cell.ended,
                cell.failures,
                cell.connections,
                cell.failuresByCause(),
                new Bucket.Times(at[0], at[1], at[2], cell.response.maxMicros()),
                first[0],
                rows);
    }
}
