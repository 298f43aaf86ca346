package dev.loadtest.cli.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loadtest.cli.draft.DraftRequest.Body;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FittingTest {
    private static DraftRequest posting(String name, int length) {
        return new DraftRequest(
                name,
                "",
                null,
                "POST",
                "/",
                List.of(),
                List.of(),
                new Body.Text("x".repeat(length), "text/plain"),
                List.of(),
                0);
    }

    private static Draft journey(List<DraftRequest> requests) {
        return new Draft(
                "shop",
                "A recording.",
                "http://shop",
                List.of(),
                requests,
                requests.stream().map(each -> new Draft.Step(each.name(), 0)).toList(),
                List.of("a note"));
    }

    @Test
    void fittingDraftStaysAsItIs() throws Undraftable {
        Draft draft = journey(List.of(posting("small", 10)));
        assertThat(Drafts.fitted(draft)).isSameAs(draft);
    }

    @Test
    void bodyLongerThanAManifestTakesIsLeftOutWithItsSteps() throws Undraftable {
        Draft fitted = Drafts.fitted(journey(List.of(posting("small", 10), posting("large", 300_000))));
        assertThat(fitted.requests()).extracting(DraftRequest::name).containsExactly("small");
        assertThat(fitted.steps()).extracting(Draft.Step::request).containsExactly("small");
        assertThat(fitted.notes()).first().isEqualTo("a note");
        assertThat(fitted.notes())
                .last()
                .asString()
                .startsWith("left out: large, which no manifest can hold: its body.text ");
    }

    /** Each fits, and all of them do not. */
    @Test
    void longestAreLeftOutOfAManifestThatIsTooLong() throws Undraftable {
        Stream<DraftRequest> large = IntStream.range(0, 8).mapToObj(i -> posting("large-" + i, 200_000 + i));
        Draft fitted = Drafts.fitted(
                journey(Stream.concat(Stream.of(posting("small", 10)), large).toList()));
        Drafts.plan(fitted);
        assertThat(fitted.requests())
                .extracting(DraftRequest::name)
                .containsExactly("small", "large-0", "large-1", "large-2", "large-3", "large-4");
        assertThat(fitted.notes()).hasSize(4);
    }

    @Test
    void nothingLeftIsRefused() {
        assertThatThrownBy(() -> Drafts.fitted(journey(List.of(posting("large", 300_000)))))
                .isInstanceOf(Undraftable.class)
                .hasMessageStartingWith("no manifest can hold it: spec.requests[0].body.text ");
    }
}
