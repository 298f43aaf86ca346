package dev.loadtest.cli.cluster.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loadtest.cli.Runs;
import dev.loadtest.report.Detail;
import dev.loadtest.report.ResultsJson;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredResultsTest {
    private static final long ENOUGH = 1 << 20;

    @TempDir
    private Path folder = Path.of("");

    private static String packed(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private static Map<String, String> whole() throws IOException {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        ResultsJson.write(Runs.failed(), Detail.FULL, json);
        Map<String, String> files = new HashMap<>();
        files.put("results.json.gz", packed(json.toByteArray()));
        files.put("junit.xml.gz", packed("<xml/>".getBytes(StandardCharsets.UTF_8)));
        files.put("report.html.gz", packed("<html/>".getBytes(StandardCharsets.UTF_8)));
        return files;
    }

    private static ConfigMap object(Map<String, String> files) {
        return new ConfigMapBuilder().withBinaryData(files).build();
    }

    /** One more than may be unpacked, of what JSON allows to stand anywhere. */
    private static byte[] blanks() {
        return " ".repeat((int) ENOUGH + 1).getBytes(StandardCharsets.UTF_8);
    }

    private String content() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .sorted()
                    .toList()
                    .toString();
        }
    }

    @Test
    void threeFiles() throws IOException {
        StoredResults results = new StoredResults(object(whole()), ENOUGH);
        assertThat(results.unpack(folder)).isEmpty();
        assertThat(content()).isEqualTo("[junit.xml, report.html, results.json]");
        assertThat(folder.resolve("report.html")).hasContent("<html/>");
        assertThat(results.read().message()).isEqualTo(Runs.failed().message());
        assertThat(results.missing()).isEmpty();
    }

    /** A few kilobytes that would unpack to gigabytes. */
    @Test
    void unpackedSizeIsBounded() throws IOException {
        Map<String, String> files = whole();
        files.put("report.html.gz", packed(blanks()));
        StoredResults results = new StoredResults(object(files), ENOUGH);
        assertThat(results.unpack(folder)).containsExactly("report.html has more than 1048576 bytes unpacked");
        assertThat(content()).isEqualTo("[junit.xml, results.json]");
        files.put("results.json.gz", packed(blanks()));
        StoredResults worse = new StoredResults(object(files), ENOUGH);
        assertThatThrownBy(worse::read).isInstanceOf(IOException.class).hasMessageContaining("unpacked");
    }

    @Test
    void damagedFilesAreNamed() throws IOException {
        Map<String, String> files = whole();
        files.put("junit.xml.gz", "AAAA");
        files.put("report.html.gz", "no base64!");
        assertThat(new StoredResults(object(files), ENOUGH).unpack(folder))
                .satisfiesExactly(why -> assertThat(why).startsWith("junit.xml "), why -> assertThat(why)
                        .startsWith("report.html is damaged"));
        assertThat(content()).isEqualTo("[results.json]");
    }

    @Test
    void trimmedResultsAreNoError() throws IOException {
        Map<String, String> files = whole();
        files.remove("report.html.gz");
        StoredResults results = new StoredResults(object(files), ENOUGH);
        assertThat(results.unpack(folder)).isEmpty();
        assertThat(results.missing()).containsExactly("report.html");
        assertThatThrownBy(() -> new StoredResults(object(Map.of()), ENOUGH).read())
                .isInstanceOf(IOException.class);
    }

    /** A link that lies where a file goes is replaced, not followed. */
    @Test
    void linksAreNotFollowed() throws IOException {
        Path precious = Files.writeString(folder.resolve("precious"), "mine");
        Files.createSymbolicLink(folder.resolve("junit.xml"), precious);
        assertThat(new StoredResults(object(whole()), ENOUGH).unpack(folder)).isEmpty();
        assertThat(precious).hasContent("mine");
        assertThat(folder.resolve("junit.xml")).hasContent("<xml/>");
    }
}
