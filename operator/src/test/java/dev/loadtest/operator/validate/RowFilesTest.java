package dev.loadtest.operator.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.manifest.Problem;
import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.engine.plan.FileRef;
import dev.loadtest.engine.plan.FileSet;
import dev.loadtest.engine.plan.RowTable;
import dev.loadtest.engine.plan.ValueSource;
import dev.loadtest.operator.ObservationDraft;
import dev.loadtest.operator.SampleTests;
import dev.loadtest.operator.desired.PlanConfigMap;
import dev.loadtest.operator.observe.ConfigMapFiles;
import dev.loadtest.operator.observe.Inputs;
import dev.loadtest.operator.run.FileListing;
import dev.loadtest.operator.run.FileQuery;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Rows in a cluster: the operator reads those of ConfigMaps, a worker those of volumes and Secrets. */
class RowFilesTest {
    private static final String MANIFEST = """
            apiVersion: loadtest.dev/v1alpha1
            kind: LoadTest
            metadata: {name: plots}
            spec:
              target: {url: "http://plots:8000"}
              files: [{name: users, SOURCE}]
              requests: [{name: sign-in, path: "/${user.COLUMN}", values: {user: {row: {files: users, pick: Once}}}}]
              phases: [{name: p, request: sign-in, burst: {requests: 2}}]
            """;

    private static Validated validate(String source, String column, String content, Optional<FileListing> listing) {
        LoadTest test = SampleTests.of(MANIFEST.replace("SOURCE", source).replace("COLUMN", column), null);
        ConfigMap users = new ConfigMapBuilder().addToData("users.csv", content).build();
        Inputs inputs = SampleTests.inputs(Map.of("people", ConfigMapFiles.of(users, true)), Map.of());
        return SampleTests.validated(
                SampleTests.settings(),
                ObservationDraft.of(SampleTests.seen(test))
                        .listing(listing)
                        .inputs(inputs)
                        .observation());
    }

    private static List<String> problems(Validated validated) {
        return ((Validated.Refused) validated)
                .problems().stream().map(Problem::toString).toList();
    }

    @Nested
    class OfAConfigMap {
        private static final String SOURCE = "configMap: {name: people}";

        @Test
        void areKnownBeforeAPodStarts() {
            Validated.Runnable runnable =
                    (Validated.Runnable) validate(SOURCE, "name", "name,age\nann,1\nbob,2\n", Optional.empty());
            assertThat(runnable.unlisted()).isEmpty();
            // Columns that no request refers to are no part of the plan.
            assertThat(runnable.plan().fileSet("users").rows()).isEqualTo(new RowTable(List.of("name"), 2));
        }

        @Test
        void areRefusedWithFileAndLine() {
            assertThat(problems(validate(SOURCE, "name", "name\nann\n\"bob\n", Optional.empty())))
                    .containsExactly("spec.files[0].configMap.name: users.csv, line 3: a quote is not closed");
        }

        @Test
        void mustHaveTheColumn() {
            assertThat(problems(validate(SOURCE, "nmae", "name\nann\nbob\n", Optional.empty())))
                    .containsExactly("spec.requests[0].path: nothing binds ${user.nmae} in phase \"p\""
                            + " (did you mean \"user.name\"?)");
        }

        @Test
        void mustSufficeWhereEachIsTakenOnce() {
            assertThat(problems(validate(SOURCE, "name", "name\nann\n", Optional.empty())))
                    .containsExactly("spec.requests[0].values.user.row: phase \"p\" takes 2 rows, each once, and"
                            + " \"users\" has 1; give it more, send less, or let it pick Cycle");
        }
    }

    @Nested
    class OfASecret {
        private static final String SOURCE = "secret: {name: shop}";

        private static Optional<FileListing> listed(List<String> columns, long rows) {
            return Optional.of(new FileListing.Listed(List.of(new FileSet(
                    "users", List.of(new FileRef("users", "users.csv", 30, "cafe")), new RowTable(columns, rows)))));
        }

        @Test
        void areAskedOfAWorker() {
            Validated.Runnable runnable = (Validated.Runnable) validate(SOURCE, "any", "", Optional.empty());
            assertThat(runnable.unlisted())
                    .isEqualTo(Map.of(
                            "users", new FileQuery("*", true, "; the Secret \"shop\" has no keys, or does not exist")));
        }

        /** The plan can be read by those who may not read the Secret: it holds neither digest nor unused columns. */
        @Test
        void leaveNoDigestInThePlan() throws IOException {
            Validated.Runnable runnable =
                    (Validated.Runnable) validate(SOURCE, "name", "", listed(List.of("name", "password"), 2));
            FileSet recorded = new FileSet(
                    "users", List.of(new FileRef("users", "users.csv", 30, "")), new RowTable(List.of("name"), 2));
            assertThat(runnable.plan().files()).containsExactly(recorded);
            ConfigMap plan = PlanConfigMap.desired(SampleTests.test(), runnable.content());
            assertThat(PlanConfigMap.read(plan).files()).containsExactly(recorded);
        }

        @Test
        void areSensitive() {
            Validated.Runnable runnable = (Validated.Runnable) validate(SOURCE, "name", "", listed(List.of("name"), 2));
            assertThat(runnable.plan().request("sign-in").values())
                    .isEqualTo(Map.of(
                            "user.name", new ValueSource.Row("user", "users", "name", ValueSource.Pick.ONCE, true)));
        }

        @Test
        void mustHaveTheColumnAndSuffice() {
            assertThat(problems(validate(SOURCE, "nmae", "", listed(List.of("name"), 2))))
                    .containsExactly("spec.requests[0].path: nothing binds ${user.nmae} in phase \"p\""
                            + " (did you mean \"user.name\"?)");
            // A header that may be a credential is not shown.
            assertThat(problems(validate(SOURCE, "colour", "", listed(List.of("hunter2"), 2))))
                    .containsExactly("spec.requests[0].path: nothing binds ${user.colour} in phase \"p\""
                            + "; the rows of \"users\" have no such column");
            assertThat(problems(validate(SOURCE, "name", "", listed(List.of("name"), 1))))
                    .singleElement()
                    .asString()
                    .contains("takes 2 rows, each once, and \"users\" has 1");
        }
    }
}
