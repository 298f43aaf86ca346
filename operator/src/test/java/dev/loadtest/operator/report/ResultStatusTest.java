package dev.loadtest.operator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.model.JourneyStatus;
import dev.loadtest.crds.model.LoadTestStatus.BaselineStatus;
import dev.loadtest.crds.model.PhaseStatus;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.RunResult.Totals;
import dev.loadtest.engine.result.TallySheet;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.engine.result.baseline.BaselineResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultStatusTest {
    private final TallySheet sheet = new TallySheet();

    @Test
    void journeys() {
        var tally = sheet.journey("buy", Kind.TRACKED);
        tally.addPlanned(4);
        tally.sentUnseen(3, 0);
        tally.notSent("stopped", 1);
        tally.finished(5_000, 5_000_000, 5_000_000);
        tally.failed("pay", 6_000);
        tally.unresolved();
        Totals totals = sheet.totals();

        assertThat(ResultStatus.journeys(totals))
                .containsExactly(new JourneyStatus("buy", "tracked", 4L, 1L, 1L, 1L, 0L, 1L, 5_000L, 5_000L));
    }

    @Test
    void phasesNameTheirGroup() {
        assertThat(ResultStatus.phases(Results.of(Verdict.PASSED, 1, 1, 0)))
                .extracting(PhaseStatus::group)
                .containsOnlyNulls();
        assertThat(ResultStatus.phases(Results.of(Verdict.PASSED, "weekday", 2, 1, 0)))
                .extracting(PhaseStatus::group)
                .containsExactly("weekday", "weekday");
    }

    @Test
    void limitsOfTheBaseline() {
        BaselineResult compared = new BaselineResult(
                "configmap/base",
                "plots",
                0.95,
                List.of(),
                List.of(
                        new BaselineResult.Limit("p99 <= +5%", "Within", true, null, "p99 <= +5%: +1 %"),
                        new BaselineResult.Limit("p50 <= +5%", "Beyond", false, null, "p50 <= +5%: +9 %")));

        assertThat(ResultStatus.baseline(compared))
                .containsExactly(
                        new BaselineStatus("p99 <= +5%", "+1 %", "Within", true),
                        new BaselineStatus("p50 <= +5%", "+9 %", "Beyond", false));
        assertThat(ResultStatus.baseline(null)).isNull();
    }

    @Test
    void excludesWarmUp() {
        sheet.journey("buy", Kind.UNSCORED).addPlanned(1);

        assertThat(ResultStatus.journeys(sheet.totals())).isNull();
    }
}
