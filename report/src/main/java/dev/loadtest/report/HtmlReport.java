package dev.loadtest.report;

import dev.loadtest.engine.result.RunResult;
import java.io.IOException;
import java.io.OutputStream;

public final class HtmlReport {
    private HtmlReport() {}

    public static void write(RunResult result, Detail detail, OutputStream out) throws IOException {}
}
