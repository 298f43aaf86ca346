package dev.loadtest.operator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.result.Outcome;
import dev.loadtest.operator.run.RunSnapshot.NumberedCase;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CaseNumbersTest {

    @Test
    void lastTwentyInOrder() {
        CaseNumbers numbers = new CaseNumbers(30, List.of());
        end(numbers, 1, 30);
        assertThat(numbers.recent())
                .extracting(NumberedCase::number)
                .containsExactlyElementsOf(IntStream.rangeClosed(11, 30).boxed().toList());
        assertThat(numbers.recent().getLast()).isEqualTo(new NumberedCase(30, "case-30", Outcome.PASSED, "", 100));
        assertThat(numbers.recent().getFirst().percent()).isEqualTo(36);
    }

    /** The next operator learns of the same cases from the checkpoint, and of one more from the workers. */
    @Test
    void takeoverContinuesTheNumbers() {
        CaseNumbers before = new CaseNumbers(30, List.of());
        end(before, 1, 25);
        CaseNumbers after = new CaseNumbers(30, before.recent());
        end(after, 1, 26);
        assertThat(after.recent()).extracting(NumberedCase::id).containsExactlyElementsOf(ids(7, 26));
        assertThat(after.recent().getLast().number()).isEqualTo(26);
    }

    /** A case that the status names may end once more, where its end was not committed. */
    @Test
    void reportedCaseKeepsItsNumber() {
        CaseNumbers before = new CaseNumbers(10, List.of());
        end(before, 1, 3);
        CaseNumbers after = new CaseNumbers(10, before.recent());
        end(after, 1, 2);
        after.ended("case-4", Outcome.PASSED, "");
        after.ended("case-3", Outcome.PASSED, "");
        assertThat(after.recent()).extracting(NumberedCase::id).containsExactlyElementsOf(ids(1, 4));
        assertThat(after.recent()).extracting(NumberedCase::number).containsExactly(1, 2, 3, 4);
    }

    private static void end(CaseNumbers numbers, int first, int last) {
        ids(first, last).forEach(id -> numbers.ended(id, Outcome.PASSED, ""));
    }

    private static List<String> ids(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(i -> "case-" + i).toList();
    }
}
