package dev.loadtest.engine.share;

import dev.loadtest.engine.plan.Shape;
import java.time.Duration;
import java.util.List;

/** When the users of the closed model are active. */
public final class UserSchedule {
    private UserSchedule() {}

    /** A user is active in [fromNanos, toNanos) of the schedule. */
    public record Span(long fromNanos, long toNanos) {}

    public static UserSchedule of(Shape.TimedUsers users) {
        throw new UnsupportedOperationException();
    }

    public static UserSchedule warmup(Shape.TimedUsers users) {
        throw new UnsupportedOperationException();
    }

    public static UserSchedule warmup(Shape.CountedUsers users) {
        throw new UnsupportedOperationException();
    }

    public int users() {
        throw new UnsupportedOperationException();
    }

    public Duration length() {
        throw new UnsupportedOperationException();
    }

    public List<Span> spans(int user) {
        throw new UnsupportedOperationException();
    }

    public static int workerOf(int user, int users, int workers, long caseHash) {
        throw new UnsupportedOperationException();
    }

    public static Block usersOf(int users, int worker, int workers, long caseHash) {
        throw new UnsupportedOperationException();
    }

    public static int participants(int users, int workers) {
        throw new UnsupportedOperationException();
    }
}
