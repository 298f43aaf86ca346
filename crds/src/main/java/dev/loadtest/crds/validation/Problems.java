package dev.loadtest.crds.validation;

import dev.loadtest.crds.manifest.Constraints;
import dev.loadtest.crds.manifest.Paths;
import dev.loadtest.crds.manifest.Problem;
import dev.loadtest.engine.plan.Think;
import dev.loadtest.engine.plan.syntax.Durations;
import dev.loadtest.engine.plan.syntax.Suggestion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Collects problems. One thread. */
final class Problems {
    private static final Duration LONGEST = Duration.ofDays(30);

    /** Appends a field to a path. */
    private static final Pattern FIELD = Pattern.compile("\\.[^.\\[]+|\\[\".*\"]");

    private final List<Problem> list = new ArrayList<>();
    private final List<Problem> form;

    /** @param form problems of the document's form */
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
        add(new Problem(path, message));
    }

    void add(Problem problem) {
        list.add(problem);
    }

    /** Reports absent fields of an object, unless their form was wrong. */
    void missing(String path, String message, String... fields) {
        if (!lost(path, fields)) {
            add(path, message);
        }
    }

    /**
     * Whether one of these fields may be absent only because of a problem of form: the field or the whole object was
     * refused, or an unknown field beside it may be a misspelling of it.
     */
    boolean lost(String path, String... fields) {
        return refused(path)
                || form.stream().anyMatch(problem -> problem.isUnknownField() && isField(problem.path(), path))
                || Stream.of(fields).anyMatch(field -> malformed(Paths.field(path, field)));
    }

    /** Whether the whole value at a path was refused. */
    boolean refused(String path) {
        return form.stream().anyMatch(problem -> problem.path().equals(path));
    }

    /** Whether a value at or below a path was refused. */
    boolean malformed(String path) {
        return holds(form, path);
    }

    /** Whether there is any problem at or below a path. */
    boolean any(String path) {
        return malformed(path) || holds(list, path);
    }

    private static boolean holds(List<Problem> problems, String path) {
        return problems.stream().anyMatch(problem -> {
            String rest = rest(problem.path(), path);
            return rest != null && (rest.isEmpty() || rest.charAt(0) == '.' || rest.charAt(0) == '[');
        });
    }

    private static boolean isField(String path, String object) {
        String rest = rest(path, object);
        return rest != null && FIELD.matcher(rest).matches();
    }

    private static @Nullable String rest(String path, String start) {
        return path.startsWith(start) ? path.substring(start.length()) : null;
    }

    /** Reports an unknown {@code name}; a null name was reported before. */
    boolean knows(@Nullable String name, Collection<String> names, String kind, String path) {
        if (name == null || names.contains(name)) {
            return name != null;
        }
        String list = kind.equals("file set") ? "files" : kind + "s";
        if (form.stream().anyMatch(problem -> problem.path().matches("spec\\." + list + "(\\[[0-9]+](\\.name)?)?"))) {
            // A refused name may be this one.
            return false;
        }
        add(path, "no " + kind + " is named " + Constraints.quoted(name) + Suggestion.didYouMean(name, names));
        return false;
    }

    /** The result of {@code reading}, or null with its message recorded as a problem. */
    <T> @Nullable T attempt(String path, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            add(path, String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** A duration above zero; null if absent or invalid. */
    @Nullable
    Duration positive(@Nullable String text, String path) {
        Duration duration = duration(text, path);
        if (duration != null && duration.isZero()) {
            add(path, "must be above 0");
            return null;
        }
        return duration;
    }

    /** A pause; null where there is none or it is no such pause. */
    @Nullable
    Think think(@Nullable String text, String path) {
        Think think = text == null ? null : attempt(path, () -> Think.parse(text));
        if (think != null && think.longest().compareTo(LONGEST) > 0) {
            add(path, Constraints.quoted(text) + " may be longer than " + LONGEST.toHours() + "h");
            return null;
        }
        return think;
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
