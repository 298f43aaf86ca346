package dev.loadtest.report;

import com.samskivert.mustache.Template;
import dev.loadtest.engine.coordinate.checkpoint.RunState.PauseRecord;
import dev.loadtest.engine.coordinate.record.Live;
import dev.loadtest.engine.coordinate.record.RunCourse;
import dev.loadtest.engine.plan.Variant;
import dev.loadtest.report.json.CourseJson;
import dev.loadtest.report.json.OverTimeJson;
import dev.loadtest.report.json.SafeJson;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The page of a running run: the report's charts over time, drawn again with each event of its server. An event {@code
 * data} holds the text of {@link #data}; {@code report} holds the finished report as a JSON string, which takes the
 * page's place. The policy admits the scripts of both.
 */
public final class LivePage {
    /** A live chart is drawn each second: fewer buckets than in a report. */
    private static final int BUCKETS = 240;

    private static final int CELLS = 4_000;

    private static final String SCRIPT = HtmlReport.script("charts.js", "course.js", "timeline.js", "live.js");
    private static final String POLICY = "default-src 'none'; img-src data:; connect-src 'self'; style-src '"
            + HtmlReport.hash(HtmlReport.STYLE) + "'; script-src '" + HtmlReport.hash(SCRIPT) + "' '"
            + HtmlReport.hash(HtmlReport.SCRIPT) + "'; base-uri 'none'; form-action 'none'";
    private static final Template TEMPLATE = HtmlReport.template("live.mustache");

    /** The data of a run that has not begun. */
    public static final String NOTHING = "{\"seconds\":0,\"variants\":[],\"overTime\":{\"bucketSeconds\":1,"
            + "\"shared\":false,\"series\":[],\"planned\":[]},\"pauses\":[],\"spans\":[]}";

    private LivePage() {}

    /** Model of {@code live.mustache}. The name is escaped. */
    private record Model(String name, String policy, String style, String script, String data) {}

    /**
     * The page.
     *
     * @param name of the run
     * @param data of the latest event
     */
    public static String html(String name, String data) {
        return TEMPLATE.execute(new Model(name, POLICY, HtmlReport.STYLE, SCRIPT, data));
    }

    /**
     * What the page shows, as JSON that cannot end its script element.
     *
     * @param live null before the first report of a worker
     */
    public static String data(RunCourse course, @Nullable Live live) {
        StringWriter text = new StringWriter();
        try (SafeJson json = SafeJson.forPage(text)) {
            write(json, course, live);
        } catch (IOException e) {
            throw new IllegalStateException("a string cannot be written", e);
        }
        return text.toString();
    }

    private static void write(SafeJson json, RunCourse course, @Nullable Live live) throws IOException {
        json.writeStartObject();
        json.writeDecimal("seconds", course.nanos() / 1e9);
        json.writeTexts(
                "variants", course.plan().variants().stream().map(Variant::name).toList());
        new OverTimeJson(json).write(course.overTime(BUCKETS, CELLS), true);
        json.writeArrayFieldStart("pauses");
        for (PauseRecord pause : course.pauses()) {
            long end = pause.endNanos() < pause.startNanos() ? course.nanos() : pause.endNanos();
            CourseJson.pause(json, pause.startNanos() / 1e9, end / 1e9, pause.reason());
        }
        json.writeEndArray();
        List<CourseJson.Ran> ran = course.started().stream()
                .map(item -> new CourseJson.Ran(
                        item.phase(), item.variant(), item.startNanos() / 1e9, item.endNanos() / 1e9))
                .toList();
        CourseJson.spans(json, ran);
        if (live != null) {
            write(json, live);
        }
        json.writeEndObject();
    }

    private static void write(SafeJson json, Live live) throws IOException {
        json.writeObjectFieldStart("live");
        String state = live.state().name();
        json.writeStringField("state", state.charAt(0) + state.substring(1).toLowerCase(Locale.ROOT));
        json.writeDecimal("progress", live.progress());
        json.writeNumberField("sent", live.sent());
        json.writeNumberField("inFlight", live.inFlight());
        json.writeNumberField("failures", live.failures());
        json.writeDecimal("perSecond", live.perSecond());
        json.writeNumberField("p99Micros", live.p99Micros());
        json.writeNumberField("workersLost", live.workersLost());
        json.writeTexts("running", live.runningCases());
        json.writeEndObject();
    }
}
