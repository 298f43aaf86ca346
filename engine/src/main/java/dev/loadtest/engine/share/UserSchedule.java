package dev.loadtest.engine.share;

import dev.loadtest.engine.plan.Shape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * When the users of the closed model are active: user u while u is below the level, which the stages raise and lower
 * linearly or in steps. So while the level is 2.5, users 0, 1 and 2 are active. Immutable.
 */
public final class UserSchedule {
    private final List<Stage> stages;
    /** By user: asked for at every request, so made once. */
    private final List<List<Span>> spans;

    private final long nanos;

    /** A user is active in [fromNanos, toNanos) of the schedule. */
    public record Span(long fromNanos, long toNanos) {}

    /** The level goes linearly from {@code from} to {@code to}. */
    private record Stage(long startNanos, long nanos, int from, int to) {

        /** When this user is active in the stage, of length 0 where it is not. */
        Span span(int user) {
            boolean atStart = user < from;
            boolean atEnd = user < to;
            long begin = atStart ? 0 : atEnd ? crossing(user) : nanos;
            long end = atEnd ? nanos : atStart ? crossing(user) : begin;
            return new Span(startNanos + begin, startNanos + end);
        }

        /** When the level is just {@code user}, from the stage's start; only for stages that change it. */
        private long crossing(int user) {
            return Math.round((double) nanos * (user - from) / (to - from));
        }

        /** How many users are active at an instant of the stage. */
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

    /** The unscored load before the schedule: the most users of the first stage, for the length of the warm-up. */
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

    /** The most users that are active at once; they are numbered from 0. */
    public int users() {
        return spans.size();
    }

    public Duration length() {
        return Duration.ofNanos(nanos);
    }

    /** When a user is active, in order, with time between one span and the next. */
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

    /** How many users are active at an instant: those below this number. */
    int active(long atNanos) {
        for (Stage stage : stages) {
            if (atNanos < stage.startNanos() + stage.nanos()) {
                return Math.min(users(), stage.active(atNanos));
            }
        }
        return 0;
    }

    /** The worker on which a user lives, of contiguous blocks of users over at most one worker a user. */
    public static int workerOf(int user, int users, int workers, long caseHash) {
        long place = Strata.of(user, users, participants(users, workers));
        return (int) ((Shares.soleWorker(caseHash, workers) + place) % workers);
    }

    /** The users that live on a worker; empty where there are more workers than users and this one has none. */
    public static Block usersOf(int users, int worker, int workers, long caseHash) {
        return Block.among(participants(users, workers), users, worker, workers, caseHash);
    }

    /** How many workers take part in a case of so many users. */
    public static int participants(int users, int workers) {
        return Math.min(users, workers);
    }
}
