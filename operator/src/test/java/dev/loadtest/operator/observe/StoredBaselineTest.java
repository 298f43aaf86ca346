package dev.loadtest.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.files.FoundBaseline;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.engine.result.compare.ComparedRun;
import dev.loadtest.operator.desired.Gzip;
import dev.loadtest.report.ResultsJson;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whoever may edit ConfigMaps may have written it. */
class StoredBaselineTest {
    private static final ComparedRun RUN = new ComparedRun("plots", 7, Verdict.PASSED, "", List.of());

    private static ConfigMap holding(byte[] bytes) {
        return new ConfigMapBuilder()
                .addToBinaryData("results.json.gz", Base64.getEncoder().encodeToString(bytes))
                .build();
    }

    private static String problem(@Nullable ConfigMap object) {
        FoundBaseline found = StoredBaseline.of("base", object);
        assertThat(found.run()).isNull();
        assertThat(found.problems()).hasSize(1);
        assertThat(found.problems().getFirst().path()).isEqualTo("results.configMap");
        return found.problems().getFirst().message();
    }

    @Test
    void read() {
        FoundBaseline found = StoredBaseline.of("base", holding(Gzip.of(out -> ResultsJson.writeCompared(RUN, out))));
        assertThat(found.problems()).isEmpty();
        assertThat(found.run()).isEqualTo(RUN);
        assertThat(found.source()).isEqualTo("configmap/base");
    }

    @Test
    void refused() {
        assertThat(problem(null)).startsWith("there is no ConfigMap \"base\"");
        assertThat(problem(new ConfigMapBuilder().addToData("a", "b").build()))
                .isEqualTo("the ConfigMap \"base\" holds no results of a LoadTest");
        assertThat(problem(holding("no gzip".getBytes(StandardCharsets.UTF_8)))).contains("cannot be used");
        assertThat(problem(holding(Gzip.of(out -> out.write('[')))))
                .isEqualTo("the ConfigMap \"base\" cannot be used: results.json.gz is not an object of JSON");
        assertThat(problem(new ConfigMapBuilder()
                        .addToBinaryData("results.json.gz", "%%%")
                        .build()))
                .contains("cannot be used");
    }

    /** 64 MiB in 64 kB. */
    @Test
    void unpackingIsBounded() {
        byte[] blanks = " ".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
        byte[] bomb = Gzip.of(out -> {
            for (int i = 0; i < 1 << 10; i++) {
                out.write(blanks);
            }
        });
        assertThat(problem(holding(bomb))).contains("has more than 16777216 bytes unpacked");
    }
}
