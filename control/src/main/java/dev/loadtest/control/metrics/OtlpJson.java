package dev.loadtest.control.metrics;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Metrics as an export request of OTLP 1 in its JSON encoding, with the names of Prometheus, of counters without
 * {@code _total}. Native histograms become exponential ones, bucket by bucket. Pure.
 */
final class OtlpJson {
    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int CUMULATIVE = 2;

    private final long startNanos;
    private final long nowNanos;

    private OtlpJson(long startNanos, long nowNanos) {
        this.startNanos = startNanos;
        this.nowNanos = nowNanos;
    }

    /**
     * The body of a request.
     *
     * @param resource attributes of this process
     * @param startNanos since when counts have been cumulative, in nanoseconds since the epoch
     * @param nowNanos when they were read, likewise
     */
    static byte[] request(MetricSnapshots metrics, Labels resource, long startNanos, long nowNanos) {
        OtlpJson json = new OtlpJson(startNanos, nowNanos);
        ArrayNode all = NODES.arrayNode();
        metrics.stream().map(json::metric).filter(metric -> metric.size() > 1).forEach(all::add);
        ObjectNode scope = NODES.objectNode();
        scope.putObject("scope").put("name", "dev.loadtest");
        scope.set("metrics", all);
        ObjectNode process = NODES.objectNode();
        process.putObject("resource").set("attributes", attributes(resource));
        process.putArray("scopeMetrics").add(scope);
        ObjectNode request = NODES.objectNode();
        request.putArray("resourceMetrics").add(process);
        try {
            return JSON.writeValueAsBytes(request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Only its name where OTLP has no such type. */
    private ObjectNode metric(MetricSnapshot metric) {
        String name = metric.getMetadata().getName();
        ObjectNode json = NODES.objectNode().put("name", name);
        switch (metric) {
            case CounterSnapshot counter -> {
                ObjectNode sum = json.putObject("sum").put("aggregationTemporality", CUMULATIVE);
                ArrayNode points = sum.put("isMonotonic", true).putArray("dataPoints");
                counter.getDataPoints().forEach(it -> points.add(point(it).put("asDouble", it.getValue())));
            }
            case GaugeSnapshot gauge -> {
                ArrayNode points = json.putObject("gauge").putArray("dataPoints");
                gauge.getDataPoints().forEach(it -> points.add(point(it).put("asDouble", it.getValue())));
            }
            case SummarySnapshot summary -> {
                ArrayNode points = json.putObject("summary").putArray("dataPoints");
                summary.getDataPoints()
                        .forEach(it -> points.add(point(it)
                                .put("count", Long.toString(it.getCount()))
                                .put("sum", it.getSum())));
            }
            case HistogramSnapshot histogram -> {
                ObjectNode exponential =
                        json.putObject("exponentialHistogram").put("aggregationTemporality", CUMULATIVE);
                ArrayNode points = exponential.putArray("dataPoints");
                histogram.getDataPoints().stream()
                        .filter(HistogramDataPointSnapshot::hasNativeHistogramData)
                        .forEach(it -> points.add(histogram(it)));
            }
            default -> {
                return json;
            }
        }
        if (metric.getMetadata().getHelp() != null) {
            json.put("description", metric.getMetadata().getHelp());
        }
        return name.endsWith("_seconds") ? json.put("unit", "s") : json;
    }

    private ObjectNode histogram(HistogramDataPointSnapshot histogram) {
        ObjectNode json = point(histogram)
                .put("count", Long.toString(histogram.getCount()))
                .put("sum", histogram.getSum())
                .put("scale", histogram.getNativeSchema())
                .put("zeroCount", Long.toString(histogram.getNativeZeroCount()))
                .put("zeroThreshold", histogram.getNativeZeroThreshold());
        NativeHistogramBuckets buckets = histogram.getNativeBucketsForPositiveValues();
        if (buckets.size() > 0) {
            json.set("positive", dense(buckets));
        }
        return json;
    }

    /** OTLP numbers a bucket by its lower bound, Prometheus by its upper one, which is one more; OTLP has no gaps. */
    private static ObjectNode dense(NativeHistogramBuckets buckets) {
        int next = buckets.getBucketIndex(0);
        ObjectNode json = NODES.objectNode().put("offset", next - 1);
        ArrayNode counts = json.putArray("bucketCounts");
        for (int i = 0; i < buckets.size(); i++) {
            for (; next < buckets.getBucketIndex(i); next++) {
                counts.add("0");
            }
            counts.add(Long.toString(buckets.getCount(i)));
            next++;
        }
        return json;
    }

    /** 64-bit integers are texts, as everywhere in protobuf's JSON. */
    private ObjectNode point(DataPointSnapshot of) {
        ObjectNode json = NODES.objectNode();
        json.set("attributes", attributes(of.getLabels()));
        return json.put("startTimeUnixNano", Long.toString(startNanos)).put("timeUnixNano", Long.toString(nowNanos));
    }

    private static ArrayNode attributes(Labels labels) {
        ArrayNode json = NODES.arrayNode();
        labels.forEach(label -> {
            ObjectNode attribute = json.addObject().put("key", label.getName());
            attribute.putObject("value").put("stringValue", label.getValue());
        });
        return json;
    }
}
