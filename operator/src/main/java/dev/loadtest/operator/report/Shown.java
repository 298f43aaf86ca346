package dev.loadtest.operator.report;

import dev.loadtest.crds.model.LoadTestStatus.FailedCase;
import dev.loadtest.crds.model.LoadTestStatus.RecentCase;
import dev.loadtest.crds.model.PhaseStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the status of a run under way monotonic: after a takeover an operator knows less than the previous one has
 * shown, until its workers have answered. Pure.
 */
final class Shown {
    private Shown() {}

    /** @param before from the status, null if absent; likewise below */
    static String progress(@Nullable String before, double now) {
        String percent = Columns.percent(now);
        return number(before) > number(percent) ? Objects.requireNonNull(before) : percent;
    }

    static String count(@Nullable String before, long now) {
        return String.valueOf(Math.max(number(before), now));
    }

    private static long number(@Nullable String shown) {
        String digits = shown == null ? "" : shown.replace("%", "");
        return digits.matches("\\d{1,18}") ? Long.parseLong(digits) : 0;
    }

    /** For each phase, the version with more ended cases. */
    static List<PhaseStatus> phases(@Nullable List<PhaseStatus> before, List<PhaseStatus> now) {
        Map<String, PhaseStatus> phases = new LinkedHashMap<>();
        Objects.requireNonNullElse(before, List.<PhaseStatus>of()).forEach(phase -> phases.put(phase.name(), phase));
        now.forEach(phase -> phases.merge(phase.name(), phase, (a, b) -> ended(a) > ended(b) ? a : b));
        return new ArrayList<>(phases.values());
    }

    private static int ended(PhaseStatus phase) {
        PhaseStatus.CaseCounts cases = phase.cases();
        return cases == null
                ? 0
                : Stream.of(cases.passed(), cases.failed(), cases.skipped(), cases.error())
                        .mapToInt(count -> Objects.requireNonNullElse(count, 0))
                        .sum();
    }

    /** The list with the later last case; a takeover continues the numbers of the previous operator. */
    static @Nullable List<RecentCase> recent(@Nullable List<RecentCase> before, @Nullable List<RecentCase> now) {
        return lastNumber(before) > lastNumber(now) ? before : now;
    }

    private static int lastNumber(@Nullable List<RecentCase> cases) {
        Integer last = cases == null || cases.isEmpty() ? null : cases.getLast().number();
        return Objects.requireNonNullElse(last, 0);
    }

    /** @param micros 0 without data, as for a moment after a takeover */
    static String p99(@Nullable String before, long micros) {
        return micros == 0 && before != null ? before : Columns.latency(micros);
    }

    static List<FailedCase> failed(@Nullable List<FailedCase> before, List<FailedCase> now) {
        return before != null && before.size() > now.size() ? before : now;
    }
}
