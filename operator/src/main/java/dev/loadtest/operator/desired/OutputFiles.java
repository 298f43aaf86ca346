package dev.loadtest.operator.desired;

import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.operator.run.RunStart.ReportFile;
import dev.loadtest.report.Detail;
import dev.loadtest.report.HtmlReport;
import dev.loadtest.report.JunitXml;
import dev.loadtest.report.Origin;
import dev.loadtest.report.ResultsJson;
import dev.loadtest.report.SamplesManifest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Reports for the output volume: the same files that a run on one machine writes. */
public final class OutputFiles {
    private OutputFiles() {}

    /** In the order of writing: {@code results.json} is last and shows that the others are complete. */
    public static List<ReportFile> of(LoadTest owner, RunResult result) {
        Origin origin = TestOrigin.of(owner);
        List<ReportFile> files = new ArrayList<>();
        if (!result.samples().isEmpty()) {
            files.add(file("samples/manifest.json", out -> SamplesManifest.write(result, out)));
        }
        files.add(file("junit.xml", out -> JunitXml.write(result, out)));
        files.add(file("report.html", out -> HtmlReport.write(result, origin, Detail.FULL, out)));
        files.add(file("results.json", out -> ResultsJson.write(result, origin, Detail.FULL, out)));
        return files;
    }

    /** Writes a report. */
    private interface Report {
        void write(OutputStream out) throws IOException;
    }

    private static ReportFile file(String name, Report report) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            report.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail to be written", e);
        }
        return new ReportFile(name, bytes.toByteArray());
    }
}
