package dev.loadtest.engine.result.timeline;

import dev.loadtest.engine.result.wire.TimelineState;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts of one series in one stretch. */
final class Cell {
    /** Maximum causes accepted from another process; a cell of this process has fewer. */
    private static final int MAX_CAUSES = 32;

    private static final int MAX_CAUSE_LENGTH = 512;

    long sent;
    long ended;
    long failures;
    long connections;
    /** Null before the first failure. */
    private @Nullable FailureCauses causes;

    final ResponseTimes response;

    Cell(TimeBuckets buckets) {
        this(new ResponseTimes(buckets));
    }

    private Cell(ResponseTimes response) {
        this.response = response;
    }

    void failed(String cause) {
        failures++;
        causes().add(cause, 1);
    }

    private FailureCauses causes() {
        FailureCauses known = causes;
        if (known == null) {
            known = new FailureCauses();
            causes = known;
        }
        return known;
    }

    Map<String, Long> failuresByCause() {
        return causes == null ? Map.of() : causes.toMap();
    }

    void add(Cell other) {
        sent += other.sent;
        ended += other.ended;
        failures += other.failures;
        connections += other.connections;
        if (other.causes != null) {
            causes().add(other.causes);
        }
        response.add(other.response);
    }

    Cell copy() {
        Cell copy = new Cell(response.copy());
        copy.sent = sent;
        copy.ended = ended;
        copy.failures = failures;
        copy.connections = connections;
        if (causes != null) {
            copy.causes().add(causes);
        }
        return copy;
    }

    TimelineState.Cell state(int series) {
        return new TimelineState.Cell(series, sent, ended, failures, connections, failuresByCause(), response.state());
    }

    /** @throws IllegalArgumentException if the counts are impossible */
    static Cell of(TimelineState.Cell state, TimeBuckets buckets) {
        for (long count : new long[] {state.sent(), state.ended(), state.failures(), state.connections()}) {
            check(count);
        }
        Cell cell = new Cell(ResponseTimes.of(state.response(), buckets));
        cell.sent = state.sent();
        cell.ended = state.ended();
        cell.failures = state.failures();
        cell.connections = state.connections();
        if (state.causes().size() > MAX_CAUSES) {
            throw new IllegalArgumentException(
                    "a timeline with " + state.causes().size() + " causes of failures at once");
        }
        state.causes().forEach((name, count) -> {
            check(count);
            if (name.length() > MAX_CAUSE_LENGTH) {
                throw new IllegalArgumentException("a cause of failures with " + name.length() + " characters");
            }
            cell.causes().add(name, count);
        });
        return cell;
    }

    private static void check(long count) {
        if (count < 0 || count > CountBytes.MAX_COUNT) {
            throw new IllegalArgumentException("a timeline that counts " + count);
        }
    }
}
