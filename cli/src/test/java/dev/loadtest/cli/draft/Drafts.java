package dev.loadtest.cli.draft;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import dev.loadtest.crds.compile.Compilation;
import dev.loadtest.crds.compile.Compilation.Compiled;
import dev.loadtest.crds.compile.Compilation.Refused;
import dev.loadtest.crds.compile.ManifestCompiler;
import dev.loadtest.crds.compile.Overrides;
import dev.loadtest.crds.files.LocalFiles;
import dev.loadtest.crds.manifest.EditorSchema;
import dev.loadtest.engine.plan.LoadPlan;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Drafts as manifests that a run takes. */
public final class Drafts {
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(Dialects.getDraft7())
            .getSchema(new String(EditorSchema.content(), StandardCharsets.UTF_8));

    private Drafts() {}

    /** An editor underlines nothing of a manifest that {@code init} writes. */
    public static void assertOfSchema(String manifest) {
        assertThat(SCHEMA.validate(manifest, InputFormat.YAML)).as(manifest).isEmpty();
    }

    public static String text(Draft draft) {
        return DraftYaml.of(draft, "# schema", "./loadtest", "loadtest.yaml");
    }

    /** The draft without what no manifest can hold. */
    public static Draft fitted(Draft draft) throws Undraftable {
        return Fitting.of(draft, each -> compiled(text(each)).stream()
                .flatMap(it -> it instanceof Refused refused ? refused.problems().stream() : Stream.of())
                .toList());
    }

    /** The plan of a draft, which the program and the schema must take. */
    public static LoadPlan plan(Draft draft) {
        String text = text(draft);
        assertOfSchema(text);
        List<Compilation> compiled = compiled(text);
        assertThat(compiled).as(text).singleElement().isInstanceOf(Compiled.class);
        return ((Compiled) compiled.getFirst()).plan();
    }

    private static List<Compilation> compiled(String text) {
        return ManifestCompiler.compileAll(
                text.getBytes(StandardCharsets.UTF_8),
                Overrides.of(List.of()),
                new LocalFiles(Path.of(""), List.of()),
                Map.of());
    }
}
