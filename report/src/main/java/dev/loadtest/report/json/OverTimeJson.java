package dev.loadtest.report.json;

import dev.loadtest.engine.result.OverTime;
import dev.loadtest.engine.result.OverTime.Bucket;
import dev.loadtest.engine.result.OverTime.Planned;
import dev.loadtest.engine.result.OverTime.Series;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * The fields of {@code overTime}, in columns: the n-th numbers of a series are those of its n-th bucket. In this form an
 * hour of 20 requests takes less than a megabyte.
 */
public final class OverTimeJson {
    /** Maximum causes of a series; the others are summed up. */
    private static final int CAUSES = 8;

    private static final String OTHER = "other";

    private final SafeJson json;

    public OverTimeJson(SafeJson json) {
        this.json = json;
    }

    /**
     * Writes a field {@code overTime}.
     *
     * @param byRequest whether to write all series, instead of only the sum of all requests
     */
    public void write(OverTime overTime, boolean byRequest) throws IOException {
        json.writeObjectFieldStart("overTime");
        json.writeNumberField("bucketSeconds", overTime.bucketSeconds());
        json.writeBooleanField("shared", overTime.shared());
        json.writeArrayFieldStart("series");
        for (Series series : byRequest ? overTime.series() : sum(overTime)) {
            json.writeRaw('\n');
            write(series);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("planned");
        for (Planned planned : overTime.planned()) {
            json.writeRaw('\n');
            write(planned);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** The first series of requests: the sum, or the only one. */
    private static List<Series> sum(OverTime overTime) {
        return overTime.series().stream()
                .filter(series -> series.journey().isEmpty())
                .limit(1)
                .toList();
    }

    private void write(Series series) throws IOException {
        List<Bucket> buckets = series.buckets();
        json.writeStartObject();
        json.writeStringField("phase", series.phase());
        json.writeStringField("request", series.request());
        json.writeStringField("journey", series.journey());
        column("second", buckets, Bucket::second);
        column("sent", buckets, Bucket::sent);
        column("ended", buckets, Bucket::ended);
        column("failures", buckets, Bucket::failures);
        column("connections", buckets, Bucket::connections);
        column("p50Micros", buckets, bucket -> bucket.response().p50());
        column("p95Micros", buckets, bucket -> bucket.response().p95());
        column("p99Micros", buckets, bucket -> bucket.response().p99());
        column("maxMicros", buckets, bucket -> bucket.response().max());
        causes(buckets);
        rows(buckets);
        json.writeEndObject();
    }

    private void column(String name, List<Bucket> buckets, ToLongFunction<Bucket> of) throws IOException {
        json.writeArrayFieldStart(name);
        for (Bucket bucket : buckets) {
            json.writeNumber(of.applyAsLong(bucket));
        }
        json.writeEndArray();
    }

    private void causes(List<Bucket> buckets) throws IOException {
        Map<String, Long> totals = new TreeMap<>();
        buckets.forEach(bucket -> bucket.causes().forEach((cause, n) -> totals.merge(cause, n, Long::sum)));
        List<String> most = totals.entrySet().stream()
                .filter(cause -> !cause.getKey().equals(OTHER))
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(CAUSES)
                .map(Map.Entry::getKey)
                .toList();
        json.writeObjectFieldStart("causes");
        for (String cause : most) {
            column(cause, buckets, bucket -> bucket.causes().getOrDefault(cause, 0L));
        }
        if (totals.size() > most.size()) {
            column(OTHER, buckets, bucket -> bucket.causes().entrySet().stream()
                    .filter(cause -> !most.contains(cause.getKey()))
                    .mapToLong(Map.Entry::getValue)
                    .sum());
        }
        json.writeEndObject();
    }

    private void rows(List<Bucket> buckets) throws IOException {
        json.writeArrayFieldStart("rows");
        for (Bucket bucket : buckets) {
            json.writeStartArray();
            if (!bucket.rows().isEmpty()) {
                json.writeNumber(bucket.firstRow());
                for (long count : bucket.rows()) {
                    json.writeNumber(count);
                }
            }
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private void write(Planned planned) throws IOException {
        json.writeStartObject();
        json.writeStringField("phase", planned.phase());
        json.writeStringField("of", planned.users() ? "users" : "requests");
        json.writeArrayFieldStart("second");
        for (long second : planned.seconds()) {
            json.writeNumber(second);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("value");
        for (double value : planned.values()) {
            json.writeNumber(Math.round(value * 1_000) / 1_000.0);
        }
        json.writeEndArray();
        json.writeObjectFieldStart("shares");
        for (Map.Entry<String, Double> share : new TreeMap<>(planned.shares()).entrySet()) {
            json.writeDecimal(share.getKey(), share.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }
}
