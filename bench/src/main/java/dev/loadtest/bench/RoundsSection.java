package dev.loadtest.bench;

import java.io.IOException;
import java.util.Map;

/** A section of {@code bench/RESULTS.md} that compares generators; the first of them is ours. */
final class RoundsSection {
    private RoundsSection() {}

    /**
     * @param yardstick the generator that the others are related to; may be missing
     * @param compared their versions
     */
    static String of(String title, Map<String, Rounds> rounds, String yardstick, String compared, String quietness)
            throws IOException, InterruptedException {
        StringBuilder text = new StringBuilder("## ").append(title).append('\n');
        text.append(Machine.sentence()).append(' ');
        text.append(Machine.version("nginx", "-v").replaceAll("nginx version: ", ""))
                .append(compared.equals(".") ? "" : ", ");
        text.append(compared).append('\n');
        text.append(quietness).append(".\n\n");
        text.append("| generator | requests a CPU second, median | spread | over ")
                .append(yardstick);
        text.append(
                " | ours over it | us a request, own + kernel | requests a second | bytes allocated a request | failures |\n");
        text.append("|---|---|---|---|---|---|---|---|---|\n");
        Rounds ours = rounds.values().iterator().next();
        Rounds base = rounds.get(yardstick);
        rounds.forEach((name, of) -> text.append("| %s | %,.0f | %.0f %% | %s | %.2f | %s | %,.0f | %s | %d |%n"
                .formatted(
                        name,
                        of.perCpuSecond(),
                        of.spread() * 100,
                        base == null ? "" : "%.2f".formatted(of.perCpuSecond() / base.perCpuSecond()),
                        ours.perCpuSecond() / of.perCpuSecond(),
                        of.micros(),
                        of.perSecond(),
                        Double.isNaN(of.allocatedPerRequest()) ? "" : "%.0f".formatted(of.allocatedPerRequest()),
                        of.failures())));
        return text.append('\n').toString();
    }
}
