package dev.loadtest.engine.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loadtest.engine.plan.Cases;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.plan.ValueSource;
import dev.loadtest.engine.plan.Variant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DrawnValuesTest {

    @Test
    void orderOfBindings() {
        LoadPlan plan = Plans.plan()
                .items(new Phase.ForEachFile("csv"))
                .variants(new Variant(
                        "forced", Map.of("force", "true", "file", "lost", "colour", "lost", "iteration", "lost")))
                .request("r", 1, Map.of("colour", new ValueSource.OneOf(List.of("red"))))
                .build();
        DrawnValues values =
                CaseDraw.of(plan, Cases.of(plan).all().get(1), Map.of()).values(0);
        assertThat(values.text("colour")).isEqualTo("red");
        assertThat(values.text("file")).isEqualTo("b.csv");
        assertThat(values.file("file")).isEqualTo(Plans.FILES.files().get(1));
        assertThat(values.text("iteration")).isEqualTo("0");
        assertThat(values.text("variant")).isEqualTo("forced");
        assertThat(values.text("force")).isEqualTo("true");
        assertThat(values.drawn()).containsExactly(Map.entry("colour", "red"));
    }

    @Test
    void ownValuesWin() {
        LoadPlan plan = Plans.plan()
                .items(new Phase.Iterations(3))
                .request("r", 1, Map.of("iteration", new ValueSource.OneOf(List.of("mine"))))
                .request("s", 0, Map.of())
                .build();
        CaseDraw draw = CaseDraw.of(plan, Cases.of(plan).all().get(2), Map.of());
        assertThat(draw.values(0).text("iteration")).isEqualTo("mine");
        LoadPlan plain = Plans.plan().items(new Phase.Iterations(3)).build();
        assertThat(CaseDraw.of(plain, Cases.of(plain).all().get(2), Map.of())
                        .values(0)
                        .text("iteration"))
                .isEqualTo("2");
    }

    @Test
    void missingValueIsNamed() {
        LoadPlan plan = Plans.plan()
                .request("r", 1, Map.of("handle", new ValueSource.Captured("handle"), "n", new ValueSource.Range(1, 1)))
                .build();
        DrawnValues values = CaseDraw.of(plan, Plans.firstCase(plan), Map.of()).values(0);
        assertThatThrownBy(() -> values.text("file")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> values.file("n")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> values.text("handle")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void masksSensitiveValues() {
        LoadPlan plan = Plans.plan()
                .request("r", 1, Map.of("token", new ValueSource.Captured("login"), "n", new ValueSource.Range(4, 4)))
                .build();
        Map<String, List<CapturedValue>> captured = Map.of("login", List.of(new CapturedValue("s3cret", true)));
        DrawnValues values = CaseDraw.of(plan, Plans.firstCase(plan), captured).values(0);
        assertThat(values.text("token")).isEqualTo("s3cret");
        assertThat(values.sensitive("token")).isTrue();
        assertThat(values.sensitive("n")).isFalse();
        assertThat(values.drawn()).containsExactly(Map.entry("n", "4"), Map.entry("token", "***"));
        assertThat(captured.toString()).doesNotContain("s3cret");
    }

    @Test
    void uuidVersion4() {
        LoadPlan plan = Plans.plan()
                .request("r", 1, Map.of("id", new ValueSource.Uuid()))
                .build();
        CaseDraw draw = CaseDraw.of(plan, Plans.firstCase(plan), Map.of());
        Set<String> ids = new HashSet<>();
        for (int k = 0; k < 10_000; k++) {
            String text = draw.values(k).text("id");
            UUID id = UUID.fromString(text);
            assertThat(id.version()).isEqualTo(4);
            assertThat(id.variant()).isEqualTo(2);
            assertThat(ids.add(text)).isTrue();
        }
    }

    @Test
    void rangeIncludesBothEnds() {
        LoadPlan plan = Plans.plan()
                .request(
                        "r",
                        1,
                        Map.of(
                                "index", new ValueSource.Range(-20, 0),
                                "any", new ValueSource.Range(Long.MIN_VALUE, Long.MAX_VALUE),
                                "wide", new ValueSource.Range(-2, Long.MAX_VALUE - 1)))
                .build();
        CaseDraw draw = CaseDraw.of(plan, Plans.firstCase(plan), Map.of());
        long[] counts = new long[21];
        boolean negative = false;
        for (int k = 0; k < 21_000; k++) {
            counts[(int) (Long.parseLong(draw.values(k).text("index")) + 20)]++;
            negative |= Long.parseLong(draw.values(k).text("any")) < 0;
            assertThat(Long.parseLong(draw.values(k).text("wide"))).isBetween(-2L, Long.MAX_VALUE - 1);
        }
        assertThat(negative).isTrue();
        double[] expected = new double[21];
        Arrays.fill(expected, 1000);
        assertThat(ChiSquare.of(counts, expected)).isLessThan(ChiSquare.bound(20));
    }
}
