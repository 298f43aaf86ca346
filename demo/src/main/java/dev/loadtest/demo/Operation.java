package dev.loadtest.demo;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** An operation of the service, with a latency and a failure rate of its own. */
public enum Operation {
    HEALTH("health", 1),
    DRAW_CACHED("draw-cached", 5),
    DRAW_FORCED("draw-forced", 25),
    PROCESS_CACHED("process-cached", 20),
    PROCESS_FORCED("process-forced", 100),
    LOGIN("login", 10),
    ITEMS("items", 3),
    /** The refusal of a request that cannot be served. Its failure rate is ignored. */
    REFUSE("refuse", 1);

    private final String key;
    private final Duration latency;

    Operation(String key, long latencyMillis) {
        this.key = key;
        this.latency = Duration.ofMillis(latencyMillis);
    }

    /** The name used on the command line, such as {@code draw-forced}. */
    public String key() {
        return key;
    }

    /** Default latency. */
    public Duration defaultLatency() {
        return latency;
    }

    /**
     * The operations that a key selects: {@code draw-forced} selects one, {@code draw} both kinds of drawing.
     *
     * @throws IllegalArgumentException if it selects none
     */
    public static Set<Operation> named(String key) {
        Set<Operation> named = EnumSet.noneOf(Operation.class);
        for (Operation operation : values()) {
            if (operation.key.equals(key) || operation.key.startsWith(key + "-")) {
                named.add(operation);
            }
        }
        if (named.isEmpty()) {
            String known = Arrays.stream(values()).map(Operation::key).collect(Collectors.joining(", "));
            throw new IllegalArgumentException("no operation is named \"" + key + "\": there are " + known);
        }
        return named;
    }
}
