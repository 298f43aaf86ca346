package dev.loadtest.crds.validation;

import dev.loadtest.crds.model.BurstSpec;
import dev.loadtest.crds.model.ConcurrencySpec;
import dev.loadtest.crds.model.PhaseSpec;
import dev.loadtest.crds.model.RateSpec;
import dev.loadtest.crds.model.Tracked;
import dev.loadtest.crds.model.UntilSpec;
import dev.loadtest.crds.syntax.Shapes;
import dev.loadtest.engine.share.RateSchedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rules for the shape of a phase. */
final class ShapeRules {
    private final Problems problems;

    ShapeRules(Problems problems) {
        this.problems = problems;
    }

    /** Checks the shape; returns its own duration, if known. */
    Optional<Duration> check(PhaseSpec phase, String path) {
        int before = problems.count();
        List<String> shapes = new ArrayList<>();
        if (phase.burst() != null) {
            shapes.add("burst");
            burst(phase.burst(), path + ".burst");
        }
        if (phase.rate() != null) {
            shapes.add("rate");
            rate(phase.rate(), path + ".rate");
        }
        if (phase.concurrency() != null) {
            shapes.add("concurrency");
            concurrency(phase.concurrency(), path + ".concurrency");
        }
        if (phase.until() != null) {
            shapes.add("until");
            until(phase.until(), path + ".until");
        }
        if (shapes.size() > 1) {
            problems.add(path, "has " + String.join(" and ", shapes) + "; a phase has one shape at most");
        }
        return problems.count() == before && !problems.malformed(path)
                ? Optional.of(Shapes.ownDuration(Shapes.of(phase)))
                : Optional.empty();
    }

    private void burst(BurstSpec burst, String path) {
        tracked(burst, burst.requests(), path);
    }

    private void rate(RateSpec rate, String path) {
        if (rate.perSecond() != null && rate.stages() != null) {
            problems.add(path, "has perSecond and stages; a rate has either perSecond and duration, or stages");
        } else if (rate.perSecond() == null && rate.stages() == null) {
            problems.missing(path, "has neither perSecond nor stages", "perSecond", "stages");
        } else if (rate.perSecond() != null && rate.duration() == null) {
            if (!problems.lost(path, "duration")) {
                problems.add(path + ".duration", "is required with perSecond");
            }
        } else if (rate.stages() != null && rate.duration() != null) {
            problems.add(path + ".duration", "stages have durations of their own; leave it out");
        }
        stagesOnly(rate.stages(), rate.startPerSecond(), path, "startPerSecond");
        stagesOnly(rate.stages(), rate.step(), path, "step");
        boolean timed = problems.positive(rate.duration(), path + ".duration") != null || rate.stages() != null;
        Each.of(rate.stages(), path + ".stages", (stage, at) -> problems.positive(stage.duration(), at + ".duration"));
        problems.duration(rate.warmup(), path + ".warmup");
        Long requests = timed && !problems.any(path)
                ? RateSchedule.of(Shapes.rate(rate)).total()
                : null;
        if (requests != null && (requests < 1 || requests > Shapes.MAX_REQUESTS)) {
            problems.add(path, "makes " + requests + " requests; a case sends 1 to " + Shapes.MAX_REQUESTS);
        }
        tracked(rate, requests, path);
    }

    private void concurrency(ConcurrencySpec users, String path) {
        if (users.users() != null && users.stages() != null) {
            problems.add(path, "has users and stages; a concurrency has one of them");
        } else if (users.users() == null && users.stages() == null) {
            problems.missing(path, "has neither users nor stages", "users", "stages");
        } else if (users.stages() != null && (users.duration() != null || users.requests() != null)) {
            String field = users.duration() != null ? ".duration" : ".requests";
            problems.add(path + field, "goes with users; stages have durations of their own");
        } else if (users.users() != null && users.duration() != null && users.requests() != null) {
            problems.add(path, "has duration and requests; users go with one of them");
        } else if (users.users() != null && users.duration() == null && users.requests() == null) {
            String message = "has neither duration nor requests; users go with one of them";
            problems.missing(path, message, "duration", "requests");
        }
        stagesOnly(users.stages(), users.startUsers(), path, "startUsers");
        stagesOnly(users.stages(), users.step(), path, "step");
        problems.positive(users.duration(), path + ".duration");
        Each.of(users.stages(), path + ".stages", (stage, at) -> problems.positive(stage.duration(), at + ".duration"));
        if (users.stages() != null && Shapes.mostUsers(users) == 0 && !problems.malformed(path)) {
            problems.add(path + ".stages", "never has a user");
        }
        if (users.think() != null && users.pace() != null) {
            problems.add(path, "has think and pace; users have at most one of them");
        }
        problems.think(users.think(), path + ".think");
        problems.positive(users.pace(), path + ".pace");
        problems.duration(users.warmup(), path + ".warmup");
        tracked(users, users.requests(), path);
    }

    private void until(UntilSpec until, String path) {
        problems.positive(until.timeout(), path + ".timeout");
        problems.positive(until.interval(), path + ".interval");
    }

    private void stagesOnly(@Nullable Object stages, @Nullable Object value, String path, String field) {
        if (value != null && stages == null && !problems.lost(path, "stages")) {
            problems.add(path + "." + field, "goes with stages");
        }
    }

    private void tracked(Tracked shape, @Nullable Long requests, String path) {
        if (shape.tracked() != null && shape.trackedPercent() != null) {
            problems.add(path, "has tracked and trackedPercent; a shape has at most one of them");
        } else if (shape.tracked() != null && requests != null && shape.tracked() > requests) {
            problems.add(
                    path + ".tracked",
                    shape.tracked() + " of " + requests + " requests cannot be tracked; it is at most the requests");
        }
    }
}
