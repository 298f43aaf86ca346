package dev.loadtest.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.result.Sample;
import dev.loadtest.engine.run.capture.SecretMask;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileSamplesTest {

    @TempDir
    Path output;

    private Sample save(String caseId, long k, @Nullable String type, byte[] body, boolean truncated) throws Exception {
        return save(caseId, k, type, body, truncated, new SecretMask());
    }

    private Sample save(String caseId, long k, @Nullable String type, byte[] body, boolean truncated, SecretMask mask)
            throws Exception {
        Sample sample = new Sample(caseId, k, "draw", Map.of("index", "-3"), 200, "", 0, "", false, "");
        return new FileSamples(output)
                .save(sample, type, body, truncated, mask)
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
    }

    @Test
    void writesBody() throws Exception {
        byte[] body = "<svg/>".getBytes(StandardCharsets.UTF_8);
        Sample sample = save("sampling[forced]", 3, "image/svg+xml; charset=utf-8", body, true);

        assertThat(sample.file()).isEqualTo("samples/sampling/forced/3.svg");
        assertThat(output.resolve(sample.file())).hasBinaryContent(body);
        assertThat(sample.size()).isEqualTo(6);
        assertThat(sample.sha256()).isEqualTo("d4dc56669143034f31aa309635d4113d9ad76a02b1739da22c965ed2049be9e6");
        assertThat(sample.truncated()).isTrue();
        assertThat(sample.error()).isEmpty();
        assertThat(sample.values()).containsEntry("index", "-3");
    }

    @Test
    void masksSecrets() throws Exception {
        SecretMask mask = new SecretMask();
        mask.add("s3cr3t");
        Sample sample = save("health", 1, "text/plain", "it is s3cr3t".getBytes(StandardCharsets.UTF_8), false, mask);
        assertThat(output.resolve(sample.file())).hasContent("it is ***");
        assertThat(sample.size()).isEqualTo(9);
    }

    @Test
    void replacesEarlierFile() throws Exception {
        save("health", 0, "text/plain", "a longer text".getBytes(StandardCharsets.UTF_8), false);
        Sample sample = save("health", 0, "text/plain", new byte[] {'b'}, false);
        assertThat(sample.file()).isEqualTo("samples/health/all/0.txt");
        assertThat(output.resolve(sample.file())).hasContent("b");
    }

    @Test
    void foreignNamesStayInFolder() throws Exception {
        String[] hostile = {
            "p[../../../../etc/passwd]",
            "p[..]",
            "p[.]",
            "p[a/b]",
            "p[a\\b]",
            "p[a b]",
            "p[a_b]",
            "p[]",
            "p[A:b\u0000]",
            "p[" + "x".repeat(1000) + "]",
            "p[" + "x".repeat(1001) + "]",
            "p[é]",
            "p[ü]",
            "p[a]b]"
        };
        for (String id : hostile) {
            assertThat(save(id, 0, null, new byte[0], false).error()).as(id).isEmpty();
        }
        try (Stream<Path> files = Files.walk(output.resolve("samples/p"))) {
            assertThat(files.filter(Files::isRegularFile)).hasSize(hostile.length);
        }
    }

    @Test
    void writeFailure() throws Exception {
        Files.writeString(output.resolve("samples"), "a file where the folder should be");
        Sample sample = save("p[x]", 0, "text/html", new byte[1], false);
        assertThat(sample.file()).isEmpty();
        assertThat(sample.error()).contains("could not be written");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "text/html; charset=utf-8, html",
                "IMAGE/PNG, png",
                "application/problem+json, json",
                "application/atom+xml, xml",
                "text/x-log, txt",
                "application/octet-stream, bin",
                "../evil, bin",
                "'', bin",
                "null, bin",
            })
    void extensionByContentType(@Nullable String type, String extension) {
        assertThat(SampleName.extension(type)).isEqualTo(extension);
    }
}
