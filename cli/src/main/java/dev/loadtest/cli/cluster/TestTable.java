package dev.loadtest.cli.cluster;

import dev.loadtest.cli.cluster.api.ObservedTest;
import dev.loadtest.cli.display.OneLine;
import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.crds.model.LoadTestStatus.Summary;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** LoadTests in the columns of {@code kubectl get loadtests}. Pure. */
final class TestTable {
    private static final List<String> COLUMNS =
            List.of("NAME", "STATE", "VERDICT", "PROGRESS", "WORKERS", "REQUESTS", "FAILURES", "P99", "AGE");
    private static final String GAP = "   ";

    private TestTable() {}

    /** @param namespaces whether the first column names them */
    static List<String> of(List<ObservedTest> tests, boolean namespaces, Instant now) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(row(namespaces, "NAMESPACE", COLUMNS));
        tests.forEach(test -> rows.add(row(namespaces, test.namespace(), cells(test, now))));
        int[] widths = new int[rows.getFirst().size()];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static List<String> row(boolean namespaces, String namespace, List<String> cells) {
        List<String> row = new ArrayList<>();
        if (namespaces) {
            row.add(OneLine.of(namespace));
        }
        row.addAll(cells);
        return row;
    }

    private static List<String> cells(ObservedTest test, Instant now) {
        LoadTestStatus status = test.status();
        Summary summary = status == null ? null : status.summary();
        return List.of(
                OneLine.of(test.name()),
                label(status == null ? null : status.state()),
                label(status == null ? null : status.verdict()),
                text(status == null ? null : status.progress()),
                text(summary == null ? null : summary.workers()),
                text(summary == null ? null : summary.requests()),
                text(summary == null ? null : summary.failures()),
                text(summary == null ? null : summary.p99()),
                age(test.created(), now));
    }

    private static String label(@Nullable Enum<?> value) {
        return value == null
                ? ""
                : value.name().charAt(0) + value.name().substring(1).toLowerCase(Locale.ROOT);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : OneLine.of(value);
    }

    /** The two largest units at most, as kubectl has them. */
    static String age(String created, Instant now) {
        Duration age;
        try {
            age = Duration.between(Instant.parse(created), now);
        } catch (DateTimeException e) {
            return "";
        }
        long seconds = Math.max(0, age.toSeconds());
        if (seconds < 120) {
            return seconds + "s";
        }
        if (seconds < 7_200) {
            return seconds / 60 + "m";
        }
        return seconds < 172_800 ? seconds / 3_600 + "h" : seconds / 86_400 + "d";
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(cells.get(i)).append(" ".repeat(widths[i] - cells.get(i).length()));
            line.append(GAP);
        }
        return line.toString().stripTrailing();
    }
}
