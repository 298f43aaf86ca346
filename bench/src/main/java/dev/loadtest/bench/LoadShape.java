package dev.loadtest.bench;

import dev.loadtest.engine.plan.Shape;
import java.time.Duration;
import java.util.List;

/**
 * A shape in the syntax of commands: {@code burst}, {@code concurrency}, {@code concurrency+THINK_MILLIS}, {@code
 * rate=PER_SECOND}, or {@code rate=PER_SECOND+WARMUP_SECONDS}.
 */
final class LoadShape {
    private LoadShape() {}

    /**
     * @param users of the closed model
     * @param perSecond rate from which the size of a burst follows
     */
    static Shape parse(String text, double seconds, int users, double perSecond) {
        String[] parts = text.split("\\+");
        long extra = parts.length > 1 ? Long.parseLong(parts[1]) : 0;
        Duration length = Duration.ofMillis((long) (seconds * 1000));
        if (parts[0].startsWith("rate=")) {
            double rate = Double.parseDouble(parts[0].substring("rate=".length()));
            return new Shape.Rate(rate, List.of(new Shape.RateStage(length, rate)), true, Duration.ofSeconds(extra));
        }
        return switch (parts[0]) {
            case "burst" -> new Shape.Burst((long) (perSecond * seconds));
            case "concurrency" ->
                new Shape.TimedUsers(
                        users,
                        List.of(new Shape.UserStage(length, users)),
                        true,
                        Duration.ofMillis(extra),
                        Duration.ZERO);
            default -> throw new IllegalArgumentException("no shape " + text);
        };
    }
}
