package dev.loadtest.demo;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Options of a plot service.
 *
 * @param listener where and how it listens
 * @param warmUp how long drawing answers 503 after the first processing has begun
 * @param latencies how long an operation takes; one that is absent takes its default
 * @param jitter the part of a latency by which it varies to both sides, uniformly, 0 to 1
 * @param failureRates probability of an operation to answer 500, 0 to 1; one that is absent never fails
 * @param seed of the jitter, the failures and the login tokens
 * @param maxHandles processed files kept at most; the least recently used is forgotten first
 * @param maxUploadBytes the longest upload, in bytes
 * @param maxRecorded different requests kept at {@code /admin/requests} at most; 0 turns the recording off
 */
public record PlotServiceOptions(
        Listener listener,
        Duration warmUp,
        Map<Operation, Duration> latencies,
        double jitter,
        Map<Operation, Double> failureRates,
        long seed,
        int maxHandles,
        long maxUploadBytes,
        int maxRecorded) {

    private static final Duration LONGEST = Duration.ofHours(1);

    public PlotServiceOptions {
        latencies = Map.copyOf(latencies);
        failureRates = Map.copyOf(failureRates);
        requireDuration("warm-up", warmUp);
        latencies.forEach((operation, latency) -> requireDuration("latency of " + operation.key(), latency));
        requireFraction("jitter", jitter);
        failureRates.forEach((operation, rate) -> requireFraction("failure rate of " + operation.key(), rate));
        require(maxHandles > 0, "maxHandles must be positive: " + maxHandles);
        require(maxUploadBytes > 0, "maxUploadBytes must be positive: " + maxUploadBytes);
        require(maxRecorded >= 0, "maxRecorded must not be negative: " + maxRecorded);
    }

    /** Any free port on loopback, 3 s of warm-up, a jitter of 20 %, no failures, nothing recorded. */
    public static PlotServiceOptions defaults() {
        return new PlotServiceOptions(
                Listener.LOOPBACK, Duration.ofSeconds(3), Map.of(), 0.2, Map.of(), 1, 10_000, 64L << 20, 0);
    }

    /** How long an operation takes, before jitter. */
    public Duration latency(Operation operation) {
        return latencies.getOrDefault(operation, operation.defaultLatency());
    }

    /** The probability of an operation to fail, 0 to 1. */
    public double failureRate(Operation operation) {
        return failureRates.getOrDefault(operation, 0.0);
    }

    public PlotServiceOptions withListener(Listener listener) {
        return new PlotServiceOptions(
                listener, warmUp, latencies, jitter, failureRates, seed, maxHandles, maxUploadBytes, maxRecorded);
    }

    public PlotServiceOptions withWarmUp(Duration warmUp) {
        return new PlotServiceOptions(
                listener, warmUp, latencies, jitter, failureRates, seed, maxHandles, maxUploadBytes, maxRecorded);
    }

    /** Sets the latency of every operation that the key selects, see {@link Operation#named}. */
    public PlotServiceOptions withLatency(String key, Duration latency) {
        Map<Operation, Duration> changed = new HashMap<>(latencies);
        Operation.named(key).forEach(operation -> changed.put(operation, latency));
        return new PlotServiceOptions(
                listener, warmUp, changed, jitter, failureRates, seed, maxHandles, maxUploadBytes, maxRecorded);
    }

    /** Sets the failure rate of every operation that the key selects, see {@link Operation#named}. */
    public PlotServiceOptions withFailureRate(String key, double rate) {
        Map<Operation, Double> changed = new HashMap<>(failureRates);
        Operation.named(key).forEach(operation -> changed.put(operation, rate));
        return new PlotServiceOptions(
                listener, warmUp, latencies, jitter, changed, seed, maxHandles, maxUploadBytes, maxRecorded);
    }

    public PlotServiceOptions withChance(double jitter, long seed) {
        return new PlotServiceOptions(
                listener, warmUp, latencies, jitter, failureRates, seed, maxHandles, maxUploadBytes, maxRecorded);
    }

    public PlotServiceOptions withLimits(int maxHandles, long maxUploadBytes) {
        return new PlotServiceOptions(
                listener, warmUp, latencies, jitter, failureRates, seed, maxHandles, maxUploadBytes, maxRecorded);
    }

    /** Records requests; see {@code GET /admin/requests}. */
    public PlotServiceOptions withRecording(int maxRecorded) {
        return new PlotServiceOptions(
                listener, warmUp, latencies, jitter, failureRates, seed, maxHandles, maxUploadBytes, maxRecorded);
    }

    private static void requireDuration(String name, Duration duration) {
        require(
                !duration.isNegative() && duration.compareTo(LONGEST) <= 0,
                name + " must be between 0 and 1 h: " + duration);
    }

    private static void requireFraction(String name, double value) {
        require(value >= 0 && value <= 1, name + " must be between 0 and 1: " + value);
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
