package dev.loadtest.engine.run;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.plan.Tracking;
import dev.loadtest.engine.run.UserGenerator.Script;
import dev.loadtest.engine.share.ArrivalSchedule;
import dev.loadtest.engine.share.Block;
import dev.loadtest.engine.share.CaseDraw;
import dev.loadtest.engine.share.Indices;
import dev.loadtest.engine.share.Shares;
import dev.loadtest.engine.share.TrackTokens;
import dev.loadtest.engine.share.UserSchedule;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Creates the generators of a worker's share: warm-up, if any, then the scored one. */
final class Generators {
    /** Limits unused slots of users, so that a stall of the target is not compensated later. */
    private static final long KEPT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private static final TimedScript.Kinds UNSCORED = (user, k, due) -> Kind.UNSCORED;

    private Generators() {}

    static List<Generator> of(ShareRun share, Phase phase, CaseDraw draw, FireOrder order) {
        long hash = draw.key();
        Indices mine = Shares.indices(phase.shape(), order.worker(), order.workers(), hash);
        return switch (phase.shape()) {
            case Shape.Burst burst -> List.of(new SequenceGenerator(share, share.routes(), false, mine, k -> 0, 0));
            case Shape.Rate rate -> {
                Generator scored = rate(share, false, ArrivalSchedule.of(rate, hash), mine);
                ArrivalSchedule warmup =
                        ArrivalSchedule.warmup(rate, draw.warmup().key());
                Indices before = new Indices(order.worker(), warmup.total(), order.workers());
                yield rate.warmup().isZero() ? List.of(scored) : List.of(rate(share, true, warmup, before), scored);
            }
            case Shape.TimedUsers users -> {
                UserSchedule schedule = UserSchedule.of(users);
                Script scored = new TimedScript(schedule, kinds(share, phase.tracking(), schedule, hash));
                Script script = warmed(users.warmup(), UserSchedule.warmup(users), scored);
                yield List.of(users(share, script, schedule.users(), users.pacing(), order, draw));
            }
            case Shape.CountedUsers users -> {
                Script script = warmed(users.warmup(), UserSchedule.warmup(users), new CountedScript(share, mine));
                yield List.of(users(share, script, users.users(), users.pacing(), order, draw));
            }
            case Shape.Until until ->
                List.of(new UntilGenerator(share, until, Shares.soleWorker(hash, order.workers()) == order.worker()));
        };
    }

    /** Length of the warm-up that has a generator of its own before the scored schedule. */
    static long warmupNanos(Shape shape) {
        return switch (shape) {
            case Shape.Rate rate -> rate.warmup().toNanos();
            case Shape.TimedUsers users -> 0;
            case Shape.CountedUsers users -> 0;
            case Shape.Burst burst -> 0;
            case Shape.Until until -> 0;
        };
    }

    private static Script warmed(Duration length, UserSchedule warmup, Script scored) {
        return length.isZero() ? scored : new WarmedScript(new TimedScript(warmup, UNSCORED), scored);
    }

    private static Generator rate(ShareRun share, boolean unscored, ArrivalSchedule schedule, Indices indices) {
        return new SequenceGenerator(
                share,
                share.routes(),
                unscored,
                indices,
                schedule::nanosAt,
                schedule.length().toNanos());
    }

    private static TimedScript.Kinds kinds(ShareRun share, Tracking tracking, UserSchedule schedule, long hash) {
        return switch (tracking) {
            case Tracking.All all -> (user, k, due) -> Kind.TRACKED;
            case Tracking.Percent percent -> (user, k, due) -> share.kind(k);
            case Tracking.Count count ->
                new TokenKinds(TrackTokens.of(count.tracked(), schedule, hash), schedule.users());
        };
    }

    private static Generator users(
            ShareRun share, Script script, int users, Shape.Pacing pacing, FireOrder order, CaseDraw draw) {
        Block mine = UserSchedule.usersOf(users, order.worker(), order.workers(), draw.key());
        Pace pace = new Pace(share.maxPerSecond() * mine.size() / users, KEPT_NANOS);
        return new UserGenerator(share, script, Rhythm.of(pacing, draw), pace, (int) mine.from(), (int) mine.to());
    }

    /** Tracks, for each token of a user, the first request due at or after it. */
    private static final class TokenKinds implements TimedScript.Kinds {
        private final TrackTokens tokens;
        private final int[] used;

        TokenKinds(TrackTokens tokens, int users) {
            this.tokens = tokens;
            this.used = new int[users];
        }

        @Override
        public Kind of(int user, long k, long due) {
            long[] instants = tokens.dueNanos(user);
            if (used[user] < instants.length && instants[used[user]] <= due) {
                used[user]++;
                return Kind.TRACKED;
            }
            return Kind.FIRE_AND_FORGET;
        }
    }
}
