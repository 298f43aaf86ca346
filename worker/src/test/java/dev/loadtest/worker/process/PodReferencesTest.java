package dev.loadtest.worker.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.coordinate.PlanFixture;
import dev.loadtest.engine.plan.Header;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.SecretRef;
import dev.loadtest.engine.plan.SecretRef.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodReferencesTest {
    private static final SecretRef TOKEN = new SecretRef(Kind.SECRET, "plots", "token");
    private static final SecretRef AUTHORITY = new SecretRef(Kind.CONFIG_MAP, "ca", "ca.crt");

    @TempDir
    private Path folder;

    private void write(String name, byte[] bytes) throws IOException {
        Path path = folder.resolve(name);
        Files.createDirectories(path.getParent());
        Files.write(path, bytes);
    }

    /** A plan whose header Authorization is the token. */
    private static LoadPlan plan() {
        LoadPlan plan = PlanFixture.plan().get("ok").build();
        return WorkerFixture.aimed(
                plan, 1, 1, List.of(new Header("Authorization", new Header.FromSecret(TOKEN))), List.of());
    }

    private PodReferences.Found read(SecretRef... refs) {
        return new PodReferences(folder).read(List.of(refs));
    }

    @Test
    void finalLineEnds() throws IOException {
        write("secret/plots/token", "geheim\r\n".getBytes());
        write("configmap/ca/ca.crt", "one\ntwo\n".getBytes());

        PodReferences.Found found = read(TOKEN, AUTHORITY);

        assertThat(found.missing()).isEmpty();
        assertThat(found.texts()).isEqualTo(Map.of(TOKEN, "geheim", AUTHORITY, "one\ntwo\n"));
        assertThat(found.toString()).doesNotContain("geheim");
    }

    @Test
    void missingKeys() throws IOException {
        write("secret/plots/token", "ge\nheim".getBytes());
        SecretRef binary = new SecretRef(Kind.SECRET, "plots", "binary");
        write("secret/plots/binary", new byte[] {(byte) 0xff, (byte) 0xfe});
        SecretRef large = new SecretRef(Kind.CONFIG_MAP, "ca", "large");
        write("configmap/ca/large", new byte[(1 << 20) + 1]);
        SecretRef elsewhere = new SecretRef(Kind.SECRET, "..", "../../etc/passwd");

        assertThat(read(TOKEN, AUTHORITY, binary, large, elsewhere).missing())
                .containsExactly(
                        "secret/plots/token cannot be used: it holds line ends or control characters, which no header may"
                                + " have",
                        "configmap/ca/ca.crt is missing: there is no key \"ca.crt\" in ConfigMap \"ca\", or no such object",
                        "secret/plots/binary cannot be used: it is not UTF-8 text",
                        "configmap/ca/large cannot be used: it is larger than 1 MiB",
                        "secret/../../../etc/passwd is missing: there is no key \"../../etc/passwd\" in Secret \"..\", or"
                                + " no such object");
    }

    @Test
    void invalidHeaderValue() throws IOException {
        write("secret/plots/token", "pa\u20acss".getBytes(StandardCharsets.UTF_8));
        assertThat(new PodReferences(folder).read(plan()).missing())
                .containsExactly(
                        "secret/plots/token for header Authorization cannot be used: it holds characters beyond"
                                + " Latin-1 (U+00FF), which no header can carry");
    }
}
