package dev.loadtest.engine.coordinate.record;

import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.result.Books;
import dev.loadtest.engine.result.RunResult.Totals;
import dev.loadtest.engine.share.ShareCensus;
import dev.loadtest.engine.share.Shares;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Checks the books of a closed case against its plan. Planned as filed by workers is the sum of sent and notSent and
 * proves nothing; the requests of the case are therefore drawn again here.
 */
final class BooksCheck {
    /** Up to this number requests are compared by name and kind, beyond it by their total. */
    private static final long DRAWN = 200_000;

    private BooksCheck() {}

    /** The differences; empty if there are none. */
    static Optional<String> complaint(LoadPlan plan, Case item, Totals totals) {
        if (!totals.close()) {
            return Optional.of("the books of " + item.id() + " do not close: " + totals);
        }
        OptionalLong total = Shares.total(plan.phase(item.phase()).shape());
        long filed = totals.books().kind(Kind.TRACKED).planned()
                + totals.books().kind(Kind.FIRE_AND_FORGET).planned();
        // Of journeys the number of requests shows only in their draws.
        boolean isCounted = total.isPresent() && !plan.phase(item.phase()).hasJourneys();
        if (isCounted && total.getAsLong() != filed) {
            return Optional.of("the books of " + item.id() + " do not close: " + filed + " requests are filed of "
                    + total.getAsLong() + " planned");
        }
        return total.isPresent() && filed <= DRAWN ? byName(plan, item, totals) : Optional.empty();
    }

    private static Optional<String> byName(LoadPlan plan, Case item, Totals totals) {
        for (Map.Entry<String, EnumMap<Kind, Long>> request :
                ShareCensus.planned(plan, item, 0, 1).entrySet()) {
            Books books = totals.requests().getOrDefault(request.getKey(), Books.EMPTY);
            for (Map.Entry<Kind, Long> drawn : request.getValue().entrySet()) {
                long filed = books.kind(drawn.getKey()).planned();
                if (filed != drawn.getValue()) {
                    return Optional.of("the books of " + item.id() + " do not close: " + filed + " "
                            + drawn.getKey().label() + " " + request.getKey() + " are filed of " + drawn.getValue()
                            + " drawn");
                }
            }
        }
        return Optional.empty();
    }
}
