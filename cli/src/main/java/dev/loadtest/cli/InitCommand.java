package dev.loadtest.cli;

import dev.loadtest.cli.display.Console;
import dev.loadtest.cli.display.OneLine;
import dev.loadtest.cli.display.Quantities;
import dev.loadtest.cli.display.ShellWord;
import dev.loadtest.cli.draft.Draft;
import dev.loadtest.cli.draft.DraftYaml;
import dev.loadtest.cli.draft.Fitting;
import dev.loadtest.cli.draft.Undraftable;
import dev.loadtest.cli.draft.UrlDraft;
import dev.loadtest.cli.draft.har.HarDraft;
import dev.loadtest.cli.draft.openapi.OpenApiDraft;
import dev.loadtest.cli.output.NewFiles;
import dev.loadtest.cli.process.ExitStatus;
import dev.loadtest.cli.process.Program;
import dev.loadtest.crds.compile.Compilation;
import dev.loadtest.crds.compile.ManifestCompiler;
import dev.loadtest.crds.compile.Overrides;
import dev.loadtest.crds.files.LocalFiles;
import dev.loadtest.crds.manifest.EditorSchema;
import dev.loadtest.crds.manifest.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code init [DIR]}: writes a first manifest. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description =
                "Writes DIR/loadtest.yaml, a manifest that runs, and the schema with which editors explain it. Sends nothing.")
final class InitCommand implements Callable<Integer> {
    private static final String MANIFEST = "loadtest.yaml";
    private static final int MAX_SOURCE = 64 << 20;
    private static final String DEMO = "http://127.0.0.1:" + ServedDemo.PORT + "/health";

    private final Console console;
    private final Program program;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR", arity = "0..1", description = "The folder. Default: this one.")
    private Path folder = Path.of("");

    @ArgGroup
    private Source source = new Source();

    @Option(
            names = "--all-hosts",
            description = "With --har: requests to hosts of other sites than that of the first one, too.")
    private boolean allHosts;

    @Option(names = "--force", description = "Overwrites the two files where they exist.")
    private boolean force;

    InitCommand(Console console, Program program) {
        this.console = console;
        this.program = program;
    }

    /** The source of the manifest; at most one. */
    private static final class Source {
        @Option(
                names = "--url",
                paramLabel = "URL",
                description =
                        "Of a URL: a check that it answers, and a rate. Default: the demo service of demo --serve.")
        private @Nullable String url;

        @Option(
                names = "--openapi",
                paramLabel = "FILE",
                description = "Of an OpenAPI 3 document, JSON or YAML: a request for each operation.")
        private @Nullable Path openApi;

        @Option(
                names = "--har",
                paramLabel = "FILE",
                description = "Of a recording that a browser saved as HAR: a journey, without the credentials in it.")
        private @Nullable Path har;

        /** Without the URL, which may hold a password. */
        private String name() {
            return openApi != null ? openApi.toString() : har != null ? har.toString() : "--url";
        }
    }

    @Override
    public Integer call() {
        try {
            return write(draft());
        } catch (Undraftable e) {
            console.say(OneLine.of(source.name() + ": " + e.getMessage()));
            return ExitStatus.UNUSABLE;
        } catch (NoSuchFileException e) {
            console.say(OneLine.of(source.name() + ": there is no such file"));
            return ExitStatus.UNUSABLE;
        } catch (IOException e) {
            console.say(OneLine.of(String.valueOf(e.getMessage())));
            return ExitStatus.UNUSABLE;
        }
    }

    private Draft draft() throws IOException, Undraftable {
        if (allHosts && source.har == null) {
            throw new ParameterException(spec.commandLine(), "--all-hosts is for --har");
        }
        if (source.openApi != null) {
            return OpenApiDraft.of(read(source.openApi));
        }
        if (source.har != null) {
            return HarDraft.of(read(source.har), allHosts);
        }
        return UrlDraft.of(source.url == null ? DEMO : source.url);
    }

    private static byte[] read(Path file) throws IOException, Undraftable {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_SOURCE + 1);
            if (bytes.length > MAX_SOURCE) {
                throw new Undraftable("longer than " + (MAX_SOURCE >> 20) + " MiB");
            }
            return bytes;
        }
    }

    private int write(Draft whole) throws IOException, Undraftable {
        Path manifest = folder.resolve(MANIFEST);
        Draft draft = Fitting.of(whole, it -> problems(text(it, manifest)));
        List<Path> inTheWay = NewFiles.write(
                Map.of(
                        manifest,
                        text(draft, manifest).getBytes(StandardCharsets.UTF_8),
                        folder.resolve(EditorSchema.FILE_NAME),
                        EditorSchema.content()),
                force);
        if (!inTheWay.isEmpty()) {
            inTheWay.forEach(file -> console.say(OneLine.of(file + " exists; --force overwrites it")));
            return ExitStatus.UNUSABLE;
        }
        report(draft, manifest);
        return ExitStatus.PASSED;
    }

    private String text(Draft draft, Path manifest) {
        return DraftYaml.of(draft, EditorSchema.comment(EditorSchema.FILE_NAME), program.name(), manifest.toString());
    }

    /** What keeps the text from being run. */
    private List<Problem> problems(String text) {
        return ManifestCompiler.compileAll(
                        text.getBytes(StandardCharsets.UTF_8),
                        Overrides.of(List.of()),
                        new LocalFiles(folder, List.of()),
                        Map.of())
                .stream()
                .flatMap(it -> it instanceof Compilation.Refused refused ? refused.problems().stream() : Stream.of())
                .toList();
    }

    private void report(Draft draft, Path manifest) {
        String file = OneLine.of(manifest.toString());
        String word = ShellWord.of(file);
        console.out()
                .println(file + ": " + Quantities.count(draft.requests().size(), "request")
                        + (draft.notes().isEmpty()
                                ? ""
                                : ", and what is to be checked: "
                                        + Quantities.count(draft.notes().size(), "comment") + " at its top"));
        console.out().println("next:");
        if (draft.url().equals("http://127.0.0.1:" + ServedDemo.PORT)) {
            console.out().println("  " + program.name() + " demo --serve        in another terminal");
        }
        console.out().println("  " + program.name() + " run " + word);
    }
}
