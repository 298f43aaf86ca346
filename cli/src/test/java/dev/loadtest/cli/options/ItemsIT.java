package dev.loadtest.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.cli.InProcess;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code forEach}, {@code iterations}, {@code parallelCases} and {@code files}. */
class ItemsIT {
    @RegisterExtension
    final Lab lab = new Lab();

    private final String each = """
            files: [{name: csv, path: "inputs/*.csv"}]
            requests: [{name: r, path: /, query: {named: "${file}"}, timeout: 5s}]
            """;

    @Test
    void forEachMakesCasePerFile() {
        files("b.csv", "a.csv", "c.csv", "ignored.txt");
        TestTarget target = lab.target();

        Finished run = lab.run(target, each + "phases: [{name: p, forEach: {files: csv}, request: r}]")
                .passed();

        assertThat(run.ids()).containsExactly("p[a.csv]", "p[b.csv]", "p[c.csv]");
        assertThat(target.received()).extracting(r -> r.query("named")).containsExactly("a.csv", "b.csv", "c.csv");
        assertThat(run.command().out()).contains("p[a.csv] PASSED [ 33%]").contains("p[c.csv] PASSED [100%]");
    }

    @Test
    void clusterOnlyFilesAreValidButNotRunnable() {
        String spec = "target: {url: \"" + lab.target().url() + """
                "}
                files: [{name: csv, configMap: {name: inputs}}, {name: more, persistentVolumeClaim: {claimName: c, path: "*"}}]
                requests: [{name: r, path: /, query: {named: "${file}"}}]
                phases: [{name: p, forEach: {files: csv}, request: r}]
                """;

        InProcess validated = lab.execute("validate", spec);
        assertThat(validated.exit()).isZero();
        assertThat(validated.out()).contains(": ok (1 case, ");
        assertThat(validated.err().lines())
                .containsExactly(
                        "note: the files of csv, more are visible in a cluster only; each set counts as one file here");
        assertThat(lab.execute("run", spec).err()).contains("spec.files[0].path: is required for a run on one machine");
        assertThat(lab.execute("list", spec).exit()).isEqualTo(2);
    }

    @Test
    void casesRunInOrder() {
        files("a.csv", "b.csv", "c.csv");
        TestTarget target = lab.target(request -> Answer.ok().after(Duration.ofMillis(50)));

        lab.run(target, each + "phases: [{name: p, forEach: {files: csv}, request: r}]")
                .passed();

        assertThat(target.mostUnderWay()).isEqualTo(1);
    }

    @Test
    void parallelIsBounded() {
        files("a.csv", "b.csv", "c.csv", "d.csv", "e.csv", "f.csv");
        AtomicInteger arrived = new AtomicInteger();
        TestTarget target = lab.target(request -> {
            int number = arrived.incrementAndGet();
            return line -> {
                // The first of two cases waits for the second; if they ran in sequence it would time out.
                line.await(() -> number % 2 == 0 || arrived.get() > number);
                line.pause(Duration.ofMillis(30));
                return Answer.ok().write(line);
            };
        });

        lab.run(target, each + "phases: [{name: p, forEach: {files: csv}, parallelCases: 2, request: r}]")
                .passed();

        assertThat(target.mostUnderWay()).isEqualTo(2);
        assertThat(target.received()).hasSize(6);
    }

    @Test
    void iterationsRunInOrder() {
        TestTarget target = lab.target(request -> Answer.ok().after(Duration.ofMillis(30)));

        Finished run = lab.run(target, """
                requests: [{name: r, path: "/${iteration}"}]
                phases: [{name: p, iterations: 4, request: r}]
                """).passed();

        assertThat(run.ids()).containsExactly("p[iter0]", "p[iter1]", "p[iter2]", "p[iter3]");
        assertThat(target.received()).extracting(Received::path).containsExactly("/0", "/1", "/2", "/3");
        assertThat(target.mostUnderWay()).isEqualTo(1);
    }

    @Test
    void failedFileFailsItsCaseOnly() {
        files("a.csv", "b.csv", "c.csv");
        TestTarget target =
                lab.target(request -> Answer.status(request.query("named").equals("b.csv") ? 500 : 200));

        Finished run = lab.run(target, each + "phases: [{name: p, forEach: {files: csv}, request: r}]")
                .failed();

        assertThat(run.outcome("p[a.csv]")).isEqualTo("PASSED");
        assertThat(run.outcome("p[b.csv]")).isEqualTo("FAILED");
        assertThat(run.outcome("p[c.csv]")).isEqualTo("PASSED");
        assertThat(run.reason("p[b.csv]")).contains("status 500");
    }

    private void files(String... names) {
        for (String name : names) {
            lab.file("inputs/" + name, "content of " + name);
        }
    }
}
