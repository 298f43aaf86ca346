package dev.loadtest.engine.share;

import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.ValueSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Draws the value of one name for any request, from a key of its own, independent of other names. */
sealed interface ValueDraw {

    Binding draw(long k);

    record Number(long key, long min, long count) implements ValueDraw {
        @Override
        public Binding draw(long k) {
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
        public Binding draw(long k) {
            if (choices.isEmpty()) {
                throw new IllegalStateException("there is nothing to draw " + name + " from");
            }
            return choices.get((int) Randomness.below(Randomness.bits(key, k), choices.size()));
        }
    }

    /** RFC 4122, version 4: 122 drawn bits, 4 of version and 2 of variant. */
    record Unique(long key) implements ValueDraw {
        @Override
        public Binding draw(long k) {
            long high = Randomness.bits(key, 2 * k) & ~0xf000L | 0x4000L;
            long low = Randomness.bits(key, 2 * k + 1) & ~(3L << 62) | 1L << 63;
            return Binding.of(new UUID(high, low).toString());
        }
    }

    static ValueDraw of(
            String name, ValueSource source, LoadPlan plan, Map<String, List<CapturedValue>> captured, long caseKey) {
        long key = Randomness.key(caseKey, "value", name);
        return switch (source) {
            case ValueSource.Range range -> new Number(key, range.min(), range.max() - range.min() + 1);
            case ValueSource.OneOf oneOf ->
                new Choice(name, key, oneOf.values().stream().map(Binding::of).toList());
            case ValueSource.OneOfFiles files ->
                new Choice(
                        name,
                        key,
                        plan.fileSet(files.fileSet()).files().stream()
                                .map(Binding::of)
                                .toList());
            case ValueSource.Uuid uuid -> new Unique(key);
            case ValueSource.Captured from ->
                new Choice(
                        name,
                        key,
                        captured.getOrDefault(from.name(), List.of()).stream()
                                .map(Binding::of)
                                .toList());
        };
    }
}
