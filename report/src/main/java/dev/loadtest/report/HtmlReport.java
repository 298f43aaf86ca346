package dev.loadtest.report;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.report.json.CleanText;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/**
 * {@code report.html}: one file without network access. Its content security policy admits only its own style and
 * script, by hash. All values are untrusted: the template escapes them, and the scripts' data cannot end its element.
 */
public final class HtmlReport {
    static final String STYLE = resource("report.css");
    static final String SCRIPT = script("charts.js", "latency.js", "course.js", "timeline.js", "tables.js", "cases.js");
    private static final String POLICY = "default-src 'none'; img-src data:; style-src '" + hash(STYLE)
            + "'; script-src '" + hash(SCRIPT) + "'; base-uri 'none'; form-action 'none'";
    private static final Template TEMPLATE = template("page.mustache");

    private HtmlReport() {}

    /**
     * Writes UTF-8; flushes the stream and leaves it open.
     *
     * @param detail with less than {@link Detail#FULL}, no curves of single requests and at most 300 cases
     */
    public static void write(RunResult result, Origin origin, Detail detail, OutputStream out) throws IOException {
        Page page = page(result, origin, detail);
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        TEMPLATE.execute(page, writer);
        writer.flush();
    }

    /** Writes the report of a run whose origin is unknown. */
    public static void write(RunResult result, Detail detail, OutputStream out) throws IOException {
        write(result, Origin.UNKNOWN, detail, out);
    }

    private static Page page(RunResult result, Origin origin, Detail detail) throws IOException {
        Summary summary = new Summary(result);
        Set<String> variants = ChartData.variants(result);
        return new Page(
                summary.head(origin),
                summary.tiles(),
                notes(result),
                JudgedRows.thresholds(result),
                JudgedRows.baseline(result.baseline()),
                ScoredTables.of(result, origin),
                !result.overTime().series().isEmpty(),
                ExemplarRows.of(result, detail),
                new Page.Variants(
                        String.join(" against ", variants), Comparison.byPhase(result), Comparison.byRequest(result)),
                new Page.Latency(
                        !result.histograms().isEmpty(),
                        LatencyRows.of(result),
                        !LatencyCurves.eachRequest(result, detail)),
                CaseRows.of(result, detail),
                new Page.Books(
                        BooksTables.byPhase(result), BooksTables.byVariant(result), BooksTables.byJourney(result)),
                new Page.Measured(Measuring.rows(result), Measuring.pauses(result)),
                new Page.Origin(origin.command(), detail.manifest() ? origin.manifest() : ""),
                List.copyOf(variants),
                new Page.Assets(POLICY, STYLE, SCRIPT, ChartData.of(result, detail)));
    }

    private static List<String> notes(RunResult result) {
        List<String> notes = new ArrayList<>();
        for (RunResult.PhaseResult phase : result.phases()) {
            if (!phase.invalid().isEmpty()) {
                notes.add("The numbers of a phase must not be believed: " + phase.invalid());
            }
        }
        notes.addAll(result.notes());
        return notes;
    }

    /** A template of a page, or of a part of one. Texts are escaped and cleaned for display. */
    public static Template template(String name) {
        return Mustache.compiler()
                .withEscaper(text -> Escapers.HTML.escape(CleanText.shown(text)))
                .emptyStringIsFalse(true)
                .withLoader(partial -> open(partial + ".mustache"))
                .compile(open(name));
    }

    /** The style of all pages. */
    public static String style() {
        return STYLE;
    }

    /** The content security policy of a page with this style and without scripts. */
    public static String policyWithoutScripts() {
        return "default-src 'none'; img-src data:; style-src '" + hash(STYLE)
                + "'; base-uri 'none'; form-action 'none'";
    }

    private static Reader open(String name) {
        InputStream in = HtmlReport.class.getResourceAsStream(name);
        if (in == null) {
            throw new IllegalStateException("the resource " + name + " is missing");
        }
        return new InputStreamReader(in, StandardCharsets.UTF_8);
    }

    /** A resource with the line ends that the browser hashes. */
    private static String resource(String name) {
        try (Reader reader = open(name)) {
            StringBuilder text = new StringBuilder();
            char[] buffer = new char[8192];
            for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
                text.append(buffer, 0, n);
            }
            return text.toString().replace("\r\n", "\n");
        } catch (IOException e) {
            throw new IllegalStateException("the resource " + name + " cannot be read", e);
        }
    }

    /** Joins scripts into one, in a scope of its own. */
    static String script(String... names) {
        StringBuilder all = new StringBuilder("(function () {\n\"use strict\";\n");
        for (String name : names) {
            all.append(resource(name));
        }
        return all.append("})();\n").toString();
    }

    /** The source of a content security policy that admits exactly this text. */
    static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
