package dev.loadtest.cli.cluster.follow;

import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.crds.model.LoadTestStatus.State;
import dev.loadtest.crds.model.LoadTestStatus.Summary;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A status in one line. Pure. */
final class StatusText {
    private static final Summary NONE = new Summary(null, null, null, null, null);

    private StatusText() {}

    /** For a terminal: what changes all the time. */
    static String live(LoadTestStatus status) {
        Summary summary = Objects.requireNonNullElse(status.summary(), NONE);
        List<String> parts = new ArrayList<>();
        parts.add(Objects.requireNonNullElse(status.progress(), "0%"));
        parts.add(Objects.requireNonNullElse(status.currentCase(), state(status.state())));
        add(parts, "", summary.rps(), "/s");
        add(parts, "p99 ", summary.p99(), "");
        add(parts, "", summary.failures(), " failures");
        add(parts, "", summary.workers(), " workers");
        return String.join("  ", parts);
    }

    private static void add(List<String> parts, String before, @Nullable String value, String after) {
        if (value != null) {
            parts.add(before + value + after);
        }
    }

    /** What is waited for, or has happened; empty where nothing needs to be said. */
    static String notice(LoadTestStatus status) {
        String message = Objects.requireNonNullElse(status.message(), "");
        State state = status.state();
        boolean waits = state == State.PENDING || state == State.STARTING || state == State.SUSPENDED;
        if (message.isEmpty() && state != State.SUSPENDED) {
            return "";
        }
        return waits ? state(state) + (message.isEmpty() ? "" : ": " + message) : "note: " + message;
    }

    private static String state(@Nullable State state) {
        return state == null ? "waiting" : state.name().toLowerCase(Locale.ROOT);
    }

    /** Whether an operator refuses the LoadTest as it is. */
    static boolean isRefused(LoadTestStatus status) {
        return status.completionTime() == null
                && Stream.ofNullable(status.conditions()).flatMap(List::stream).anyMatch(StatusText::isStalled);
    }

    private static boolean isStalled(Condition condition) {
        return "Stalled".equals(condition.getType()) && "True".equals(condition.getStatus());
    }
}
