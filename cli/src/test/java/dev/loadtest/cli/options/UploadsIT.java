package dev.loadtest.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code body: {file}} and {@code multipart}. */
class UploadsIT {
    @RegisterExtension
    final Lab lab = new Lab();

    @Test
    void rawFile() {
        lab.file("inputs/a.bin", "0123456789");

        Received request = sent("body: {file: \"${f}\"}, values: {f: {file: set}}", "inputs/a.bin");

        assertThat(request.text()).isEqualTo("0123456789");
        assertThat(request.header("Content-Length")).isEqualTo("10");
        assertThat(request.header("Content-Type")).isEqualTo("application/octet-stream");
    }

    @Test
    void multipart() {
        lab.file("inputs/a.csv", "x,y\n1,2\n");

        Received request = sent("""
                multipart: [{name: note, text: "for ${v}"}, {name: data, file: "${f}"}, \
                {name: copy, file: "${f}", fileName: "${v}.csv", contentType: text/csv}], \
                values: {f: {file: set}, v: {oneOf: [me]}}""", "inputs/a.csv");

        String type = request.header("Content-Type");
        assertThat(type).startsWith("multipart/form-data; boundary=");
        String boundary = "--" + type.substring(type.indexOf('=') + 1);
        String[] parts = request.text().split(Pattern.quote(boundary));
        assertThat(parts).hasSize(5);
        assertThat(parts[1]).containsIgnoringCase("name=\"note\"").endsWith("\r\n\r\nfor me\r\n");
        assertThat(parts[2])
                .containsIgnoringCase("name=\"data\"; filename=\"a.csv\"")
                .containsIgnoringCase("content-type: application/octet-stream")
                .endsWith("\r\n\r\nx,y\n1,2\n\r\n");
        assertThat(parts[3])
                .containsIgnoringCase("name=\"copy\"; filename=\"me.csv\"")
                .containsIgnoringCase("content-type: text/csv");
        assertThat(parts[4]).isEqualTo("--\r\n");
    }

    @Test
    void multipartTextContentType() {
        Received request = sent("multipart: [{name: j, text: \"{}\", contentType: application/json}]");

        assertThat(request.text())
                .containsIgnoringCase("content-type: application/json")
                .contains("\r\n\r\n{}\r\n");
    }

    @Test
    void missingFileIsBodyError() throws IOException {
        Path file = lab.file("inputs/a.csv", "x");
        TestTarget target = lab.target(request -> {
            Files.deleteIfExists(file);
            return Answer.ok();
        });

        Finished run = lab.run(target, """
                files: [{name: set, path: "inputs/*"}]
                requests:
                - {name: get, path: /get}
                - {name: put, method: PUT, path: /put, body: {file: "${f}"}, values: {f: {file: set}}}
                phases: [{name: first, request: get}, {name: then, request: put}]
                """).failed();

        assertThat(run.phase("then").tracked().errors("body")).isEqualTo(1);
    }

    @Test
    void fileOfEachCase() {
        lab.file("inputs/a.csv", "content of a");
        lab.file("inputs/b.csv", "content of b");
        TestTarget target = lab.target();

        lab.run(target, """
                files: [{name: csv, path: "inputs/*.csv"}]
                requests: [{name: r, method: POST, path: "/${file}", body: {file: "${file}"}}]
                phases: [{name: p, forEach: {files: csv}, request: r}]
                """).passed();

        assertThat(target.received("/a.csv")).extracting(Received::text).containsExactly("content of a");
        assertThat(target.received("/b.csv")).extracting(Received::text).containsExactly("content of b");
    }

    private Received sent(String options) {
        return sent(options, "");
    }

    /** @param files pattern of the file set {@code set}, empty for none */
    private Received sent(String options, String files) {
        TestTarget target = lab.target();
        lab.run(
                        target,
                        (files.isEmpty() ? "" : "files: [{name: set, path: \"" + files + "\"}]\n")
                                + "requests: [{name: r, method: POST, path: /, " + options + "}]\n"
                                + "phases: [{name: p, request: r}]")
                .passed();
        return target.only();
    }
}
