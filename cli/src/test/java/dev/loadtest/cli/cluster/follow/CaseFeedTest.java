package dev.loadtest.cli.cluster.follow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.cli.display.EndedCase;
import dev.loadtest.crds.model.LoadTestStatus.RecentCase;
import dev.loadtest.engine.result.Books;
import dev.loadtest.engine.result.Outcome;
import dev.loadtest.engine.result.RunResult.CaseResult;
import dev.loadtest.engine.result.RunResult.Totals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaseFeedTest {
    private static final Instant START = Instant.parse("2026-01-15T09:30:00Z");

    @Test
    void eachOnceInOrder() {
        CaseFeed feed = CaseFeed.all();
        assertThat(ids(feed.take(null))).isEmpty();
        assertThat(ids(feed.take(listed(1, 2)))).containsExactly("case-1", "case-2");
        assertThat(ids(feed.take(listed(1, 2)))).isEmpty();
        assertThat(ids(feed.take(listed(2, 5)))).containsExactly("case-3", "case-4", "case-5");
        assertThat(ids(feed.rest(ended(5)))).isEmpty();
    }

    @Test
    void unlistedCasesComeFromTheResults() {
        CaseFeed feed = CaseFeed.all();
        assertThat(ids(feed.take(listed(1, 2)))).containsExactly("case-1", "case-2");
        assertThat(ids(feed.take(listed(10, 12)))).isEmpty();
        assertThat(feed.waiting()).isEqualTo(3);
        List<EndedCase> rest = feed.rest(ended(14));
        assertThat(ids(rest)).containsExactlyElementsOf(names(3, 14));
        assertThat(rest.getFirst().percent()).isEqualTo(21);
        assertThat(rest.getLast().percent()).isEqualTo(100);
    }

    @Test
    void attachedToRunUnderWay() {
        CaseFeed feed = CaseFeed.fromNow();
        assertThat(ids(feed.take(listed(5, 7)))).containsExactly("case-5", "case-6", "case-7");
        assertThat(feed.skipped()).isEqualTo(4);
        assertThat(ids(feed.take(listed(5, 8)))).containsExactly("case-8");
        assertThat(ids(feed.rest(ended(10)))).containsExactly("case-9", "case-10");
    }

    @Test
    void withoutResults() {
        CaseFeed feed = CaseFeed.all();
        feed.take(listed(3, 4));
        assertThat(ids(feed.rest(List.of()))).containsExactly("case-3", "case-4");
    }

    /** The status is untrusted input, too. */
    @Test
    void impossibleEntriesAreLeftOut() {
        CaseFeed feed = CaseFeed.all();
        List<RecentCase> listed = List.of(
                new RecentCase(0, "zero", "PASSED", null, 1),
                new RecentCase(-7, "negative", "PASSED", null, 1),
                new RecentCase(null, "none", "PASSED", null, 1),
                new RecentCase(1, null, "PASSED", null, 1),
                new RecentCase(1, "odd", "SPLENDID", null, 1),
                new RecentCase(1, "good", "PASSED", null, 900),
                new RecentCase(Integer.MAX_VALUE, "far", "FAILED", "x", null));
        assertThat(feed.take(listed)).containsExactly(new EndedCase("good", Outcome.PASSED, "", 100));
        assertThat(ids(feed.rest(List.of()))).containsExactly("far");
    }

    /** Statuses at random moments, repeated and with gaps: every line once, in order. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anySequenceOfStatuses(long seed) {
        Random random = new Random(seed);
        CaseFeed feed = CaseFeed.all();
        List<EndedCase> printed = new ArrayList<>();
        int cases = 100 + random.nextInt(100);
        for (int last = 0; last < cases; last += random.nextInt(seed % 2 == 0 ? 20 : 40)) {
            int first = Math.max(1, last - 19);
            printed.addAll(feed.take(listed(first, last)));
        }
        // In the order of the plan, which need not be that of the ends.
        List<CaseResult> plan = new ArrayList<>(ended(cases));
        Collections.shuffle(plan, random);
        printed.addAll(feed.rest(plan));
        assertThat(ids(printed)).containsExactlyElementsOf(names(1, cases));
    }

    @Test
    void casesThatNeverStartedFollowTheOneBefore() {
        List<CaseResult> plan = List.of(
                item("a", START, 5), item("b", null, 0), item("c", START, 1), item("d", null, 0), item("e", null, 0));
        assertThat(ids(CaseFeed.all().rest(plan))).containsExactly("c", "d", "e", "a", "b");
    }

    private static List<RecentCase> listed(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(i -> new RecentCase(i, "case-" + i, "PASSED", null, i))
                .toList();
    }

    private static List<CaseResult> ended(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> item("case-" + i, START, i))
                .toList();
    }

    private static CaseResult item(String id, @Nullable Instant start, double seconds) {
        return new CaseResult(
                id, id, "", "", Outcome.PASSED, "", start, seconds, 0, 0, new Totals(Books.EMPTY, Map.of()), Map.of());
    }

    private static List<String> names(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(i -> "case-" + i).toList();
    }

    private static List<String> ids(List<EndedCase> cases) {
        return cases.stream().map(EndedCase::id).toList();
    }
}
