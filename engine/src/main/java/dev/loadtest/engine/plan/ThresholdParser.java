package dev.loadtest.engine.plan;

import dev.loadtest.engine.plan.syntax.Suggestion;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Parses {@link Threshold} expressions, and the left side of {@link DifferenceLimit} expressions. */
final class ThresholdParser {
    /** Matches the parts leniently, so that errors name the part. */
    private static final Pattern PIECES =
            Pattern.compile("([^\\s{<>=!]*)\\s*(?:\\{([^}]*)})?\\s*([<>=!]*)\\s*(.*)", Pattern.DOTALL);

    private static final Map<String, Threshold.Metric> METRICS = metrics();
    private static final Set<String> LABELS =
            new LinkedHashSet<>(List.of("request", "journey", "kind", "phase", "variant", "time"));

    private final String expr;

    /** All but the value on the right. */
    record Left(String name, Threshold.Metric metric, Threshold.Labels labels, Threshold.Comparison comparison) {}

    /** @param right the value on the right, unparsed */
    record Sides(Left left, String right) {}

    ThresholdParser(String expr) {
        this.expr = expr;
    }

    Threshold parse(boolean abort) {
        Sides sides = sides("a threshold reads metric{label=value} op value, such as"
                + " \"p99{request=health} < 10s\" or \"failures < 5%\"");
        Left left = sides.left();
        ThresholdLimit limit = ThresholdLimit.parse(left.metric(), left.name(), sides.right());
        return new Threshold(expr, left.metric(), left.labels(), left.comparison(), limit.limit(), limit.unit(), abort);
    }

    /**
     * Both sides of an expression.
     *
     * @param form sentence for the user about an expression without any metric
     * @throws IllegalArgumentException with a sentence that names the error
     */
    Sides sides(String form) {
        Matcher pieces = PIECES.matcher(expr.strip());
        if (!pieces.matches() || pieces.group(1).isEmpty()) {
            throw new IllegalArgumentException(form);
        }
        String name = pieces.group(1);
        Threshold.Metric metric = METRICS.get(name);
        if (metric == null) {
            throw unknown("metric", name, METRICS.keySet());
        }
        String labels = pieces.group(2);
        if (labels == null && pieces.group(4).startsWith("{")) {
            throw new IllegalArgumentException("\"{\" is not closed by \"}\"");
        }
        boolean latency = ThresholdLimit.latency(metric);
        Threshold.Labels read = labels(labels == null ? "" : labels, name, latency);
        Threshold.Comparison comparison = comparison(pieces.group(3), name);
        return new Sides(new Left(name, metric, read, comparison), pieces.group(4));
    }

    private static Threshold.Labels labels(String text, String metric, boolean latency) {
        Map<String, String> labels = new LinkedHashMap<>();
        if (!text.isBlank()) {
            for (String pair : text.split(",", -1)) {
                int equals = pair.indexOf('=');
                String label =
                        equals < 0 ? pair.strip() : pair.substring(0, equals).strip();
                String value = equals < 0 ? "" : pair.substring(equals + 1).strip();
                if (!label.isEmpty() && !LABELS.contains(label)) {
                    throw unknown("label", label, LABELS);
                }
                if (label.isEmpty() || value.isEmpty()) {
                    throw new IllegalArgumentException("\"" + pair.strip() + "\" is not label=value");
                }
                if (labels.put(label, value) != null) {
                    throw new IllegalArgumentException("the label \"" + label + "\" stands twice");
                }
            }
        }
        if (labels.containsKey("request") && labels.containsKey("journey")) {
            throw new IllegalArgumentException("the labels \"request\" and \"journey\" exclude each other: a journey is"
                    + " measured as a whole, its steps by their requests");
        }
        String time = labels.get("time");
        if (time != null && !latency) {
            throw new IllegalArgumentException(
                    "the label \"time\" is for latencies only, and \"" + metric + "\" is none");
        }
        if (labels.containsKey("journey") && Threshold.Time.FIRST_BYTE.label().equals(time)) {
            throw new IllegalArgumentException("a journey has no first byte; its steps have, by their requests");
        }
        return new Threshold.Labels(
                labels.get("request"),
                labels.get("journey"),
                kind(labels.get("kind")),
                labels.get("phase"),
                labels.get("variant"),
                time == null ? Threshold.Time.RESPONSE : time(time));
    }

    private static @Nullable Kind kind(@Nullable String text) {
        if (text == null) {
            return null;
        }
        List<Kind> kinds = List.of(Kind.TRACKED, Kind.FIRE_AND_FORGET);
        return kinds.stream()
                .filter(k -> k.label().equals(text))
                .findFirst()
                .orElseThrow(() ->
                        unknown("kind", text, kinds.stream().map(Kind::label).toList()));
    }

    private static Threshold.Time time(String text) {
        List<Threshold.Time> times = List.of(Threshold.Time.values());
        return times.stream()
                .filter(time -> time.label().equals(text))
                .findFirst()
                .orElseThrow(() -> unknown(
                        "time", text, times.stream().map(Threshold.Time::label).toList()));
    }

    private static Threshold.Comparison comparison(String sign, String metric) {
        return Stream.of(Threshold.Comparison.values())
                .filter(c -> c.sign().equals(sign))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException((sign.isEmpty()
                                ? "after \"" + metric + "\" a comparison is missing"
                                : "\"" + sign + "\" is no comparison")
                        + ": one of < <= > >= == !="));
    }

    private static IllegalArgumentException unknown(String what, String wrong, Collection<String> names) {
        // No suggestion for percentiles: all are equally similar.
        String suggestion = wrong.matches("p[0-9.]+") ? "" : Suggestion.didYouMean(wrong, names);
        return new IllegalArgumentException("no " + what + " is named \"" + wrong + "\""
                + (suggestion.isEmpty() ? ": one of " + String.join(", ", names) : suggestion));
    }

    private static Map<String, Threshold.Metric> metrics() {
        Map<String, Threshold.Metric> metrics = new LinkedHashMap<>();
        Stream.of("50", "90", "95", "99", "99.9")
                .forEach(p -> metrics.put("p" + p, new Threshold.Percentile(Double.parseDouble(p))));
        Stream.of(Threshold.Plain.values()).forEach(m -> metrics.put(m.name().toLowerCase(Locale.ROOT), m));
        return metrics;
    }
}
