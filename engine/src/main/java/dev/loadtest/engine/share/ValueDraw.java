package dev.loadtest.engine.share;

import dev.loadtest.engine.plan.RowTable;
import dev.loadtest.engine.plan.ValueSource;
import dev.loadtest.engine.rows.Rows;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Draws the value of one name for any request, from a key of its own, independent of other names. */
sealed interface ValueDraw {

    /**
     * The value.
     *
     * @param unit index of the unit in its case
     * @param k index of the draw: of the unit, or of one sending of a journey's step
     */
    Binding draw(long unit, long k);

    /** Texts behind the value that no output may show and the run's mask does not know. */
    default List<String> secrets(long unit, long k) {
        return List.of();
    }

    /** Whether it may have {@link #secrets}. */
    default boolean isSensitive() {
        return false;
    }

    record Number(long key, long min, long count) implements ValueDraw {
        @Override
        public Binding draw(long unit, long k) {
            long bits = Randomness.bits(key, k);
            // A count of 0 stands for 2^64: every long is equally likely.
            return Binding.of(Long.toString(count == 0 ? bits : min + Randomness.below(bits, count)));
        }
    }

    /** One of the given values. */
    record Choice(String name, long key, List<Binding> choices) implements ValueDraw {
        public Choice {
            choices = List.copyOf(choices);
        }

        @Override
        public Binding draw(long unit, long k) {
            if (choices.isEmpty()) {
                throw new IllegalStateException("there is nothing to draw " + name + " from");
            }
            return choices.get((int) Randomness.below(Randomness.bits(key, k), choices.size()));
        }
    }

    /** RFC 4122, version 4: 122 drawn bits, 4 of version and 2 of variant. */
    record Unique(long key) implements ValueDraw {
        @Override
        public Binding draw(long unit, long k) {
            long high = Randomness.bits(key, 2 * k) & ~0xf000L | 0x4000L;
            long low = Randomness.bits(key, 2 * k + 1) & ~(3L << 62) | 1L << 63;
            return Binding.of(new UUID(high, low).toString());
        }
    }

    /**
     * A column of a row.
     *
     * @param key one for all columns of a value
     * @param count of rows
     */
    record Row(long key, RowOrder order, ValueSource.Row of, long count, Rows.Source source) implements ValueDraw {
        @Override
        public Binding draw(long unit, long k) {
            return new Binding(source.text(row(unit, k), of.column()), null, of.sensitive());
        }

        @Override
        public List<String> secrets(long unit, long k) {
            return of.sensitive() ? source.unmasked(row(unit, k)) : List.of();
        }

        @Override
        public boolean isSensitive() {
            return of.sensitive();
        }

        private long row(long unit, long k) {
            return switch (of.pick()) {
                case CYCLE -> order.at(unit) % count;
                case RANDOM -> Randomness.below(Randomness.bits(key, k), count);
                case ONCE -> {
                    long row = order.at(unit);
                    if (row >= count) {
                        throw new IllegalStateException("no row of " + of.fileSet() + " is left for " + of.value());
                    }
                    yield row;
                }
            };
        }
    }

    static ValueDraw of(String name, ValueSource source, DrawSources from, long caseKey) {
        long key = Randomness.key(caseKey, "value", name);
        return switch (source) {
            case ValueSource.Range range -> new Number(key, range.min(), range.max() - range.min() + 1);
            case ValueSource.OneOf oneOf ->
                new Choice(name, key, oneOf.values().stream().map(Binding::of).toList());
            case ValueSource.OneOfFiles files ->
                new Choice(
                        name,
                        key,
                        from.plan().fileSet(files.fileSet()).files().stream()
                                .map(Binding::of)
                                .toList());
            case ValueSource.Uuid uuid -> new Unique(key);
            case ValueSource.Captured captured ->
                new Choice(
                        name,
                        key,
                        from.captured().getOrDefault(captured.name(), List.of()).stream()
                                .map(Binding::of)
                                .toList());
            case ValueSource.Row row ->
                new Row(
                        Randomness.key(caseKey, "value", row.value()),
                        from.order(),
                        row,
                        count(from.plan().fileSet(row.fileSet()).rows(), row),
                        from.rows().of(row.fileSet()));
        };
    }

    private static long count(@Nullable RowTable rows, ValueSource.Row row) {
        if (rows == null) {
            throw new IllegalArgumentException("the plan does not know the rows of " + row.fileSet());
        }
        return rows.count();
    }
}
