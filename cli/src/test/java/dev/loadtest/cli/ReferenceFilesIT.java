package dev.loadtest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.ReferenceUse;
import dev.loadtest.engine.plan.SecretRef;
import dev.loadtest.worker.FoundResources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceFilesIT {
    private static final SecretRef TOKEN = new SecretRef(SecretRef.Kind.SECRET, "plots", "token");
    private static final SecretRef AUTHORITY = new SecretRef(SecretRef.Kind.CONFIG_MAP, "ca", "ca.crt");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void finalLineEndOfHeaderIsDropped() throws IOException {
        assertThat(read(TOKEN, "Bearer x\n").texts()).isEqualTo(Map.of(TOKEN, "Bearer x"));
        assertThat(read(TOKEN, "Bearer x\r\n").texts()).isEqualTo(Map.of(TOKEN, "Bearer x"));
        assertThat(read(TOKEN, "Bearer x").texts()).isEqualTo(Map.of(TOKEN, "Bearer x"));
    }

    @Test
    void configMapTextIsVerbatim() throws IOException {
        assertThat(read(AUTHORITY, "-----BEGIN\nEND-----\n").texts())
                .isEqualTo(Map.of(AUTHORITY, "-----BEGIN\nEND-----\n"));
    }

    @Test
    void missingReferencesAreReportedTogether() {
        assertThat(ReferenceFiles.read(List.of(TOKEN, AUTHORITY), ReferenceFilesIT::use, List.of())
                        .problems())
                .isEqualTo(Map.of(
                        TOKEN, "no file is given for secret/plots/token: add --ref secret/plots/token=FILE",
                        AUTHORITY, "no file is given for configmap/ca/ca.crt: add --ref configmap/ca/ca.crt=FILE"));
    }

    @Test
    void messagesHideSecrets() throws IOException {
        String problem = String.valueOf(read(TOKEN, "hush\nhush\n").problems().get(TOKEN));
        assertThat(problem).contains("line ends").doesNotContain("hush");
        assertThat(new FoundResources(Map.of(), Map.of(TOKEN, "hush")).toString())
                .doesNotContain("hush");
    }

    @Test
    void unreadableFileIsReported() throws IOException {
        assertThat(ReferenceFiles.read(
                                List.of(TOKEN),
                                ReferenceFilesIT::use,
                                List.of(new Reference(TOKEN, folder.resolve("none"))))
                        .problems()
                        .get(TOKEN))
                .contains("there is no such file");
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xFF, 0});
        assertThat(ReferenceFiles.read(List.of(TOKEN), ReferenceFilesIT::use, List.of(new Reference(TOKEN, binary)))
                        .problems()
                        .get(TOKEN))
                .contains("not UTF-8");
        assertThat(read(TOKEN, "x".repeat((1 << 20) + 1)).problems().get(TOKEN)).contains("larger than 1 MiB");
    }

    private ReferenceFiles read(SecretRef ref, String content) throws IOException {
        Path file = Files.writeString(folder.resolve("content"), content);
        return ReferenceFiles.read(List.of(ref), ReferenceFilesIT::use, List.of(new Reference(ref, file)));
    }

    private static ReferenceUse use(SecretRef ref) {
        return ref.kind() == SecretRef.Kind.CONFIG_MAP ? ReferenceUse.PEM : ReferenceUse.HEADER;
    }
}
