package dev.loadtest.cli.display.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.cli.display.summary.Grid.Column;
import dev.loadtest.cli.display.summary.Grid.Row;
import dev.loadtest.cli.display.summary.Grid.Section;
import java.util.List;
import org.junit.jupiter.api.Test;

class GridTest {
    private static final Grid GRID = new Grid(
            List.of(new Column("count", 0), new Column("p99", 1), new Column("in", 2)),
            List.of(
                    new Section(
                            "request", List.of(new Row("a-request-of-some-length", List.of("1", "2.00s", "3B"), ""))),
                    new Section("phase", List.of(new Row("load", List.of("12,345", "-", "512B"), "2 cases failed")))));

    @Test
    void columnsAreCommonToSections() {
        assertThat(GRID.lines(60))
                .containsExactly(
                        "",
                        "  request                    count    p99    in",
                        "  a-request-of-some-length       1  2.00s    3B",
                        "",
                        "  phase                      count    p99    in",
                        "  load                      12,345      -  512B",
                        "    2 cases failed");
    }

    @Test
    void namesAreCutFirst() {
        assertThat(GRID.lines(34)).contains("  request         count   p99   in", "  a-request-o...      1 2.00s   3B");
    }

    @Test
    void columnsOfHighestRankAreLeftOutNext() {
        assertThat(GRID.lines(30)).contains("  a-request-of...      1 2.00s");
        assertThat(GRID.lines(22)).contains("  a-request-...      1", "  load          12,345");
    }
}
