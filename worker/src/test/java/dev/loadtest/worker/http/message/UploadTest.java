package dev.loadtest.worker.http.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loadtest.engine.run.request.PreparedRequest.FileContent;
import dev.loadtest.engine.run.request.PreparedRequest.FilePart;
import dev.loadtest.engine.run.request.PreparedRequest.Multipart;
import dev.loadtest.engine.run.request.PreparedRequest.TextPart;
import dev.loadtest.worker.http.dial.Failure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class UploadTest {
    private static final Path FILE = Path.of("a.csv");

    @Test
    void formFollowsRfc7578() throws Exception {
        Upload upload = Upload.of(
                new Multipart(List.of(
                        new TextPart("note", "grün", "text/plain; charset=utf-8"),
                        new FilePart("file", "a \"b\"\r\n.csv", "text/csv", FILE, 1_000))),
                "B");

        StringBuilder text = new StringBuilder();
        for (Upload.Segment segment : upload.segments()) {
            text.append(
                    segment instanceof Upload.Memory memory
                            ? new String(memory.bytes(), StandardCharsets.UTF_8)
                            : "<file>");
        }
        assertThat(text.toString()).isEqualTo("""
                        --B
                        Content-Disposition: form-data; name="note"
                        Content-Type: text/plain; charset=utf-8

                        grün
                        --B
                        Content-Disposition: form-data; name="file"; filename="a %22b%22%0D%0A.csv"
                        Content-Type: text/csv

                        <file>
                        --B--
                        """.replace("\n", "\r\n"));
        assertThat(upload.contentType()).isEqualTo("multipart/form-data; boundary=B");
        assertThat(upload.length())
                .isEqualTo(text.toString().getBytes(StandardCharsets.UTF_8).length - "<file>".length() + 1_000);
    }

    @Test
    void fileIsUnchanged() throws Exception {
        Upload upload = Upload.of(new FileContent(FILE, 7, "text/csv"), "B");
        assertThat(upload.length()).isEqualTo(7);
        assertThat(upload.contentType()).isEqualTo("text/csv");
    }

    @Test
    void invalidContentTypeIsRefused() {
        assertThatThrownBy(() -> Upload.of(new FileContent(FILE, 7, "text/csv\r\nX: y"), "B"))
                .isInstanceOf(Failure.class);
        assertThatThrownBy(() -> Upload.of(new Multipart(List.of(new TextPart("a", "b", "c\nd"))), "B"))
                .isInstanceOf(Failure.class);
    }
}
