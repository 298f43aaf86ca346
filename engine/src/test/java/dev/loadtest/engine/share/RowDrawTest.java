package dev.loadtest.engine.share;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.plan.Cases;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.plan.ValueSource;
import dev.loadtest.engine.plan.ValueSource.Pick;
import dev.loadtest.engine.plan.Variant;
import dev.loadtest.engine.rows.Rows;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RowDrawTest {
    /** The row's number, behind its column's name. */
    private static final Rows ROWS = set -> new Rows.Source() {
        @Override
        public String text(long row, String column) {
            return column + row;
        }

        @Override
        public List<String> unmasked(long row) {
            return List.of("row" + row);
        }
    };

    private static Plans rows(long count, Pick pick) {
        return Plans.plan()
                .rows("users", count)
                .request(
                        "r",
                        1,
                        Map.of(
                                "user.n", new ValueSource.Row("user", "users", "n", pick, false),
                                "user.m", new ValueSource.Row("user", "users", "m", pick, true)));
    }

    private static CaseDraw draw(LoadPlan plan, int item) {
        return CaseDraw.of(plan, Cases.of(plan).all().get(item), Map.of(), ROWS);
    }

    private static List<String> texts(CaseDraw draw, LongStream ks) {
        return ks.mapToObj(k -> draw.values(k).text("user.n")).toList();
    }

    @Test
    void allColumnsAreOfOneRow() {
        for (Pick pick : Pick.values()) {
            CaseDraw draw = draw(rows(1_000, pick).build(), 0);
            LongStream.range(0, 100)
                    .forEach(k -> assertThat(draw.values(k).text("user.n").substring(1))
                            .isEqualTo(draw.values(k).text("user.m").substring(1)));
        }
    }

    @Test
    void sensitiveRowsAreHiddenAndNamedAsSecrets() {
        CaseDraw draw = draw(rows(10, Pick.CYCLE).build(), 0);
        assertThat(draw.values(3).drawn()).isEqualTo(Map.of("user.n", "n3", "user.m", "***"));
        assertThat(draw.values(3).secrets()).containsExactly("row3");
        assertThat(draw.values(3).sensitive("user.m")).isTrue();
    }

    @Nested
    class Cycle {
        @Test
        void goesThroughTheRowsInOrderAndBeginsAgain() {
            assertThat(texts(draw(rows(3, Pick.CYCLE).build(), 0), LongStream.range(0, 7)))
                    .containsExactly("n0", "n1", "n2", "n0", "n1", "n2", "n0");
        }

        @Test
        void goesOnFromThePhasesEarlierCasesInEachVariant() {
            LoadPlan plan = rows(1_000, Pick.CYCLE)
                    .shape(new Shape.Burst(10))
                    .items(new Phase.Iterations(3))
                    .variants(new Variant("a", Map.of()), new Variant("b", Map.of()))
                    .build();
            assertThat(Cases.of(plan).all().stream().map(Case::id)).element(5).isEqualTo("p[b-iter2]");
            assertThat(texts(draw(plan, 2), LongStream.of(0, 9))).containsExactly("n20", "n29");
            assertThat(texts(draw(plan, 5), LongStream.of(0, 9))).containsExactly("n20", "n29");
        }

        @Test
        void goesOnFromTheCasesOfEarlierFiles() {
            LoadPlan plan = rows(1_000, Pick.CYCLE)
                    .shape(new Shape.Burst(10))
                    .items(new Phase.ForEachFile("csv"))
                    .build();
            assertThat(texts(draw(plan, 1), LongStream.of(0))).containsExactly("n10");
        }

        @Test
        void givesEveryUserOneRowWhereThereAreAsManyRowsAsUsers() {
            LoadPlan plan = rows(5, Pick.CYCLE).shape(users(5)).build();
            CaseDraw draw = draw(plan, 0);
            for (int user = 0; user < 5; user++) {
                int number = user;
                assertThat(texts(draw, LongStream.range(0, 4).map(j -> Shares.userIndex(number, j))))
                        .containsOnly("n" + user);
            }
        }

        @Test
        void takesTheNextRowsInTheUsersNextRound() {
            CaseDraw draw = draw(rows(7, Pick.CYCLE).shape(users(3)).build(), 0);
            assertThat(texts(draw, LongStream.range(0, 4).map(j -> Shares.userIndex(2, j))))
                    .containsExactly("n2", "n5", "n1", "n4");
        }

        @Test
        void countsUsersOfAWarmUpLikeUsers() {
            Shape counted = new Shape.CountedUsers(3, 9, Duration.ZERO, Duration.ofSeconds(1));
            CaseDraw draw = draw(rows(100, Pick.CYCLE).shape(counted).build(), 0);
            assertThat(texts(draw.warmup(), LongStream.of(Shares.userIndex(2, 4))))
                    .containsExactly("n14");
            assertThat(texts(draw, LongStream.of(8))).containsExactly("n8");
        }
    }

    @Nested
    class Random {
        @Test
        void isAFunctionOfTheSeed() {
            CaseDraw draw = draw(rows(1_000, Pick.RANDOM).build(), 0);
            CaseDraw again = draw(rows(1_000, Pick.RANDOM).build(), 0);
            CaseDraw other = draw(rows(1_000, Pick.RANDOM).seed(8).build(), 0);
            List<String> drawn = texts(draw, LongStream.range(0, 50));
            assertThat(drawn).isEqualTo(texts(again, LongStream.range(0, 50)));
            assertThat(drawn).isNotEqualTo(texts(other, LongStream.range(0, 50)));
        }

        @Test
        void drawsEveryRow() {
            assertThat(texts(draw(rows(10, Pick.RANDOM).build(), 0), LongStream.range(0, 1_000)))
                    .contains("n0", "n1", "n2", "n3", "n4", "n5", "n6", "n7", "n8", "n9");
        }
    }

    @Nested
    class Once {
        @Test
        void lacksRowsBeyondTheLast() {
            CaseDraw draw = draw(rows(3, Pick.ONCE).build(), 0);
            assertThat(LongStream.range(0, 5).mapToObj(draw::lacksRow))
                    .containsExactly(false, false, false, true, true);
            assertThat(texts(draw, LongStream.range(0, 3))).containsExactly("n0", "n1", "n2");
        }

        @Test
        void lacksThemForUsersInTheirLaterRounds() {
            CaseDraw draw = draw(rows(5, Pick.ONCE).shape(users(3)).build(), 0);
            assertThat(LongStream.of(
                                    Shares.userIndex(0, 1),
                                    Shares.userIndex(1, 1),
                                    Shares.userIndex(2, 1),
                                    Shares.userIndex(0, 2))
                            .mapToObj(draw::lacksRow))
                    .containsExactly(false, false, true, true);
        }

        @Test
        void othersLackNone() {
            assertThat(draw(rows(3, Pick.CYCLE).build(), 0).lacksRow(1_000)).isFalse();
        }
    }

    private static Shape users(int users) {
        return new Shape.TimedUsers(
                users, List.of(new Shape.UserStage(Duration.ofSeconds(1), users)), true, Duration.ZERO, Duration.ZERO);
    }
}
