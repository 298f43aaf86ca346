package dev.loadtest.crds.validation;

import dev.loadtest.crds.manifest.Constraints;
import dev.loadtest.crds.manifest.Problem;
import dev.loadtest.engine.plan.Durations;
import dev.loadtest.engine.plan.Suggestion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong, so that all of it can be said at once. One thread. */
final class Problems {
    private static final Duration LONGEST = Duration.ofDays(30);

    private final List<Problem> list = new ArrayList<>();
    private final List<Problem> form;

    /** @param form what was wrong with the document's form */
    Problems(List<Problem> form) {
        this.form = form;
    }

    List<Problem> list() {
        return List.copyOf(list);
    }

    int count() {
        return list.size();
    }

    void add(String path, String message) {
        list.add(new Problem(path, message));
    }

    /** Says that something is absent, unless it is only because its form was wrong. */
    void missing(String path, String message) {
        if (!malformed(path)) {
            add(path, message);
        }
    }

    /** Whether something at or below a path was wrong in its form, and so may be absent here. */
    boolean malformed(String path) {
        return form.stream().anyMatch(problem -> problem.path().startsWith(path));
    }

    /** Whether anything at or below a path is wrong. */
    boolean any(String path) {
        return malformed(path)
                || list.stream().anyMatch(problem -> problem.path().startsWith(path));
    }

    /** Says that there is no such thing where {@code name} is not among {@code names}; a null name was reported before. */
    boolean knows(@Nullable String name, Collection<String> names, String kind, String path) {
        if (name == null || names.contains(name)) {
            return name != null;
        }
        String list = kind.equals("file set") ? "files" : kind + "s";
        if (form.stream().anyMatch(problem -> problem.path().matches("spec\\." + list + "\\[[0-9]+](\\.name)?"))) {
            // One of them lost its name, and this may be it.
            return false;
        }
        add(path, "no " + kind + " is named " + Constraints.quoted(name) + Suggestion.didYouMean(name, names));
        return false;
    }

    /** What {@code reading} gives, or null, with its sentence kept as a problem. */
    <T> @Nullable T attempt(String path, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            add(path, String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** A duration above zero; null where there is none or it is no such duration. */
    @Nullable
    Duration positive(@Nullable String text, String path) {
        Duration duration = duration(text, path);
        if (duration != null && duration.isZero()) {
            add(path, "must be above 0");
            return null;
        }
        return duration;
    }

    @Nullable
    Duration duration(@Nullable String text, String path) {
        Duration duration = text == null ? null : attempt(path, () -> Durations.parse(text));
        if (duration != null && duration.compareTo(LONGEST) > 0) {
            add(path, Constraints.quoted(text) + " is longer than " + LONGEST.toHours() + "h");
            return null;
        }
        return duration;
    }
}
