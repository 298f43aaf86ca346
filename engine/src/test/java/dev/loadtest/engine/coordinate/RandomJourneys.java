package dev.loadtest.engine.coordinate;

import dev.loadtest.engine.plan.Journey;
import dev.loadtest.engine.plan.Think;
import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Steps of all sorts. */
final class RandomJourneys {
    private RandomJourneys() {}

    /** One to five steps, the first of which always happens. */
    static Journey.Step[] steps(Random random, String... requests) {
        return IntStream.range(0, 1 + random.nextInt(5))
                .mapToObj(i -> step(random, i > 0, requests[random.nextInt(requests.length)]))
                .toArray(Journey.Step[]::new);
    }

    private static Journey.Step step(Random random, boolean mayBeByChance, String request) {
        Journey.@Nullable Until until = random.nextInt(4) == 0
                ? new Journey.Until(
                        Duration.ofMillis(1 + random.nextInt(3_000)), Duration.ofMillis(1 + random.nextInt(500)))
                : null;
        return new Journey.Step(
                request,
                1 + random.nextInt(3),
                think(random),
                mayBeByChance && random.nextBoolean() ? 1 + random.nextInt(99) : 100,
                random.nextBoolean() ? Journey.OnFailure.END : Journey.OnFailure.CONTINUE,
                until);
    }

    private static Think think(Random random) {
        Duration length = Duration.ofMillis(random.nextInt(1_000));
        return switch (random.nextInt(5)) {
            case 0 -> new Think.Fixed(length);
            case 1 -> new Think.Uniform(length, length.plusMillis(500));
            case 2 -> new Think.Exponential(length);
            default -> Think.NONE;
        };
    }
}
