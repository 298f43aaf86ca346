package dev.loadtest.operator.apply;

import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.crds.model.LoadTestStatus.RecentCase;
import dev.loadtest.engine.result.Outcome;
import dev.loadtest.operator.run.RunSnapshot.NumberedCase;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The last ended cases of a status, for the coordinator that continues their numbers. */
final class ReportedCases {
    private ReportedCases() {}

    /** @param status null before the first one is written */
    static List<NumberedCase> of(@Nullable LoadTestStatus status) {
        List<RecentCase> written = status == null ? null : status.recentCases();
        return Stream.ofNullable(written)
                .flatMap(List::stream)
                .flatMap(ReportedCases::read)
                .toList();
    }

    /** None for an entry that no operator has written: whoever may write the status may write anything. */
    private static Stream<NumberedCase> read(RecentCase written) {
        Integer number = written.number();
        String id = written.id();
        return Stream.of(Outcome.values())
                .filter(outcome ->
                        outcome.name().equals(written.outcome()) && number != null && number > 0 && id != null)
                .map(outcome -> new NumberedCase(
                        Objects.requireNonNull(number),
                        Objects.requireNonNull(id),
                        outcome,
                        Objects.requireNonNullElse(written.reason(), ""),
                        Objects.requireNonNullElse(written.percent(), 0)));
    }
}
