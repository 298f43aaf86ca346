package dev.loadtest.engine.share;

import dev.loadtest.engine.plan.Shape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Activity of the closed model's users: user u is active while u is below the level, which stages change linearly or in
 * steps. While the level is 2.5, users 0, 1 and 2 are active. Immutable.
 */
public final class UserSchedule {
    private final List<Stage> stages;
    /** By user, computed once: read for every request. */
    private final List<List<Span>> spans;

    private final long nanos;

    /** A user is active in [fromNanos, toNanos) of the schedule. */
    public record Span(long fromNanos, long toNanos) {}

    /** The level changes linearly from {@code from} to {@code to}. */
    private record Stage(long startNanos, long nanos, int from, int to) {

        /** Activity of this user in the stage, of length 0 if it is inactive. */
        Span span(int user) {
            boolean atStart = user < from;
            boolean atEnd = user < to;
            long begin = atStart ? 0 : atEnd ? crossing(user) : nanos;
            long end = atEnd ? nanos : atStart ? crossing(user) : begin;
            return new Span(startNanos + begin, startNanos + end);
        }

        /** When the level equals {@code user}, from the stage's start; only for stages that change it. */
        private long crossing(int user) {
            return Math.round((double) nanos * (user - from) / (to - from));
        }

        /** Number of active users at an instant of the stage. */
        int active(long atNanos) {
            double level = from + (double) (to - from) * (atNanos - startNanos) / nanos;
            return (int) (to > from ? Math.floor(level) + 1 : Math.ceil(level));
        }
    }

    private UserSchedule(List<Stage> stages, int users, long nanos) {
        this.stages = List.copyOf(stages);
        this.spans =
                IntStream.range(0, users).mapToObj(u -> spans(this.stages, u)).toList();
        this.nanos = nanos;
    }

    /** The scored schedule, which begins after the warm-up. */
    public static UserSchedule of(Shape.TimedUsers shape) {
        List<Stage> stages = new ArrayList<>();
        int most = 0;
        long at = 0;
        int from = shape.startUsers();
        for (Shape.UserStage stage : shape.stages()) {
            Stage next = new Stage(at, stage.duration().toNanos(), shape.step() ? stage.users() : from, stage.users());
            if (next.nanos() > 0) {
                stages.add(next);
                most = Math.max(most, Math.max(next.from(), next.to()));
            }
            at = Math.addExact(at, next.nanos());
            from = stage.users();
        }
        return new UserSchedule(stages, most, at);
    }

    /** The unscored load before the schedule: the maximum users of the first stage for the duration of the warm-up. */
    public static UserSchedule warmup(Shape.TimedUsers shape) {
        int first = shape.stages().isEmpty() ? 0 : shape.stages().getFirst().users();
        return constant(shape.step() ? first : Math.max(first, shape.startUsers()), shape.warmup());
    }

    /** The same before counted users. */
    public static UserSchedule warmup(Shape.CountedUsers shape) {
        return constant(shape.users(), shape.warmup());
    }

    private static UserSchedule constant(int users, Duration length) {
        long nanos = length.toNanos();
        return nanos == 0
                ? new UserSchedule(List.of(), 0, 0)
                : new UserSchedule(List.of(new Stage(0, nanos, users, users)), users, nanos);
    }

    /** Maximum number of active users; they are numbered from 0. */
    public int users() {
        return spans.size();
    }

    public Duration length() {
        return Duration.ofNanos(nanos);
    }

    /** Spans of a user's activity in order, with gaps between them. */
    public List<Span> spans(int user) {
        return user < spans.size() ? spans.get(user) : List.of();
    }

    private static List<Span> spans(List<Stage> stages, int user) {
        List<Span> spans = new ArrayList<>();
        for (Stage stage : stages) {
            Span span = stage.span(user);
            if (span.fromNanos() == span.toNanos()) {
                continue;
            }
            if (!spans.isEmpty() && spans.getLast().toNanos() == span.fromNanos()) {
                span = new Span(spans.removeLast().fromNanos(), span.toNanos());
            }
            spans.add(span);
        }
        return List.copyOf(spans);
    }

    /** Number of active users at an instant: those below this number. */
    int active(long atNanos) {
        for (Stage stage : stages) {
            if (atNanos < stage.startNanos() + stage.nanos()) {
                return Math.min(users(), stage.active(atNanos));
            }
        }
        return 0;
    }

    /** The worker of a user: contiguous blocks of users over at most one worker a user. */
    public static int workerOf(int user, int users, int workers, long caseHash) {
        long place = Strata.of(user, users, participants(users, workers));
        return (int) ((Shares.soleWorker(caseHash, workers) + place) % workers);
    }

    /** The users of a worker; empty if there are more workers than users and it has none. */
    public static Block usersOf(int users, int worker, int workers, long caseHash) {
        return Block.among(participants(users, workers), users, worker, workers, caseHash);
    }

    /** Number of workers that take part in a case with so many users. */
    public static int participants(int users, int workers) {
        return Math.min(users, workers);
    }
}
