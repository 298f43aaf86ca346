package dev.loadtest.operator.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.manifest.Problem;
import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.engine.plan.FileRef;
import dev.loadtest.engine.plan.FileSet;
import dev.loadtest.operator.ObservationDraft;
import dev.loadtest.operator.SampleTests;
import dev.loadtest.operator.observe.Inputs;
import dev.loadtest.operator.run.FileListing;
import dev.loadtest.operator.run.FileQuery;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VolumeFilesTest {
    private static final String OVER_A_VOLUME = """
            apiVersion: loadtest.dev/v1alpha1
            kind: LoadTest
            metadata: {name: plots}
            spec:
              target: {url: "http://plots:8000"}
              parallelism: 2
              files: [{name: csv, persistentVolumeClaim: {claimName: data, path: "PATH"}}]
              requests: [{name: send, method: POST, path: /, multipart: [{name: file, file: "${file}"}]}]
              phases: [{name: send, forEach: {files: csv}, request: send}]
            """;

    private static Validated validate(String path, String mode, Optional<FileListing> listing) {
        LoadTest test = SampleTests.of(OVER_A_VOLUME.replace("PATH", path), null);
        PersistentVolumeClaim claim = new PersistentVolumeClaimBuilder()
                .withNewSpec()
                .withAccessModes(mode)
                .endSpec()
                .build();
        Inputs inputs = SampleTests.inputs(Map.of(), Map.of("data", claim));
        return SampleTests.validated(
                SampleTests.settings(),
                ObservationDraft.of(SampleTests.seen(test))
                        .listing(listing)
                        .inputs(inputs)
                        .observation());
    }

    private static Optional<FileListing> listed(String... names) {
        List<FileRef> files = List.of(names).stream()
                .map(name -> new FileRef("csv", name, 3, "ab"))
                .toList();
        return Optional.of(new FileListing.Listed(List.of(new FileSet("csv", files))));
    }

    private static List<String> problems(Validated validated) {
        return validated instanceof Validated.Refused refused
                ? refused.problems().stream().map(Problem::toString).toList()
                : List.of();
    }

    @Test
    void validBeforeListing() {
        Validated.Runnable runnable = (Validated.Runnable) validate("in/*.csv", "ReadOnlyMany", Optional.empty());
        assertThat(runnable.unlisted()).containsEntry("csv", new FileQuery("*.csv", ""));
    }

    @Test
    void listedFilesAreRecorded() {
        Validated.Runnable runnable =
                (Validated.Runnable) validate("in/*.csv", "ReadWriteMany", listed("a.csv", "b.csv"));
        assertThat(runnable.unlisted()).isEmpty();
        assertThat(runnable.plan().files().getFirst().files())
                .extracting(FileRef::name)
                .containsExactly("a.csv", "b.csv");
        assertThat(runnable.content().files()).isEqualTo(runnable.plan().files());
    }

    @Test
    void noMatchIsRefused() {
        assertThat(problems(validate("in/*.csv", "ReadWriteMany", listed())))
                .singleElement()
                .satisfies(it -> assertThat(it)
                        .startsWith("spec.files[0].persistentVolumeClaim.path: ")
                        .contains("no file of the volume matches in/*.csv"));
    }

    @Test
    void unsuitableAccessMode() {
        assertThat(problems(validate("*.csv", "ReadWriteOnce", Optional.empty())))
                .singleElement()
                .satisfies(it -> assertThat(it).contains("ReadWriteOnce cannot serve 2 pods that read"));
    }

    @Test
    void invalidPattern() {
        for (String path : List.of("../*.csv", "/etc/*", "a/*/b.csv", "**/*.csv", "in/")) {
            assertThat(problems(validate(path, "ReadWriteMany", Optional.empty())))
                    .as(path)
                    .singleElement()
                    .satisfies(it -> assertThat(it).contains("files in one folder"));
        }
    }
}
