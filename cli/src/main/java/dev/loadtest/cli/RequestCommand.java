package dev.loadtest.cli;

import dev.loadtest.cli.display.Console;
import dev.loadtest.cli.display.OneLine;
import dev.loadtest.cli.manifest.ManifestOptions;
import dev.loadtest.cli.process.ExitStatus;
import dev.loadtest.cli.request.Delivery;
import dev.loadtest.cli.request.EarlierResults;
import dev.loadtest.cli.request.Form;
import dev.loadtest.crds.compile.Compilation.Compiled;
import dev.loadtest.crds.compile.Overrides;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.SecretRef;
import dev.loadtest.engine.rows.BadRowsException;
import dev.loadtest.engine.rows.RowFiles;
import dev.loadtest.engine.run.replay.KnownCaptures;
import dev.loadtest.engine.run.replay.Place;
import dev.loadtest.engine.run.replay.Replay;
import dev.loadtest.engine.run.replay.Replayed;
import dev.loadtest.worker.FoundResources;
import dev.loadtest.worker.http.dial.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code request FILE CASE K}: prints or sends one request of a run. */
@Command(
        name = "request",
        mixinStandardHelpOptions = true,
        description = "Prints, or sends, exactly the request that a run of the manifest with this seed sends.")
final class RequestCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ManifestOptions options = new ManifestOptions();

    @Mixin
    private PlanOptions sent = new PlanOptions();

    @Parameters(index = "1", paramLabel = "CASE", description = "The id of its case, such as hammering[iter3].")
    private String caseId = "";

    @Parameters(index = "2", paramLabel = "K", description = "The index of its unit in the case, from 0.")
    private long k;

    @Option(
            names = "--step",
            paramLabel = "S",
            description = "Of a journey: its place among all that the journey may send, from 0.")
    private long step;

    @Option(names = "--attempt", paramLabel = "N", description = "Of a step with until: which try, from 0.")
    private long attempt;

    @Option(
            names = "--results",
            paramLabel = "FILE",
            description =
                    "A results.json, or the folder of a run, for the run's seed and what it says of this request's values.")
    private @Nullable Path results;

    @Option(
            names = "--captured",
            paramLabel = "NAME=VALUE",
            description = "A value that the run captured. May be repeated.")
    private Map<String, String> captured = Map.of();

    @Option(names = "--cookie", paramLabel = "TEXT", description = "The value of its Cookie header.")
    private String cookie = "";

    @Option(
            names = "--as",
            paramLabel = "FORM",
            description = "curl (default), http (the bytes that HTTP/1.1 sends) or json.")
    private String as = "curl";

    @Option(
            names = "--send",
            description = "Sends it and prints the response: exit status 0 if it is as expected, 1 if not.")
    private boolean send;

    RequestCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Form form = form();
        Optional<EarlierResults> earlier = Optional.ofNullable(results).map(this::read);
        Long given = sent.seed() != null
                ? sent.seed()
                : earlier.map(EarlierResults::seed).orElse(null);
        List<Compiled> compiled = options.manifest()
                .compile(new Overrides(sent.target(), given, null, List.of(), null, options.settings()), console);
        if (compiled.isEmpty()) {
            return ExitStatus.UNUSABLE;
        }
        ChosenCase chosen = chosen(compiled);
        if (given == null && chosen.compiled().spec().seed() == null) {
            throw unusable("the manifest has no seed: add --seed N with that of the run, or --results FILE");
        }
        ReferenceFiles texts = ReferenceFiles.read(chosen.compiled().plan(), sent.references());
        if (!texts.problems().isEmpty()) {
            return refused(texts.problems().values());
        }
        Place place = new Place(k, step, attempt);
        Map<String, String> drawn = earlier.map(it -> it.values(caseId, place)).orElse(Map.of());
        KnownCaptures known = KnownCaptures.of(chosen.compiled().plan(), drawn, captured);
        return replay(chosen, place, known, texts, form);
    }

    private int replay(ChosenCase chosen, Place place, KnownCaptures known, ReferenceFiles texts, Form form) {
        LoadPlan plan = chosen.compiled().plan();
        try (RowFiles rows = RowFiles.open(plan, chosen.compiled().files())) {
            FoundResources resources = FoundResources.of(plan, chosen.compiled().files(), texts.texts(), rows);
            return switch (new Replay(plan, chosen.item(), known, resources).make(place)) {
                case Replayed.Refused refused -> refused(refused.problems());
                case Replayed.Made made -> deliver(new Delivery(console, plan, made, files(), cookie), resources, form);
            };
        } catch (BadRowsException e) {
            return refused(List.of("the rows cannot be used: " + e.getMessage()));
        } catch (IllegalArgumentException e) {
            return refused(List.of("the target cannot be used: " + e.getMessage()));
        } catch (Failure e) {
            console.say("the request cannot be sent: " + OneLine.of(e.detail()));
            return ExitStatus.ERROR;
        } catch (IOException e) {
            console.say(OneLine.of(String.valueOf(e)));
            return ExitStatus.ERROR;
        }
    }

    private Map<SecretRef, Path> files() {
        return sent.references().stream()
                .collect(Collectors.toMap(Reference::ref, Reference::file, (earlier, later) -> later));
    }

    private int deliver(Delivery delivery, FoundResources resources, Form form) throws IOException, Failure {
        delivery.made().notes().forEach(note -> console.say("note: " + OneLine.of(note)));
        if (send) {
            return delivery.send(resources) ? ExitStatus.PASSED : ExitStatus.FAILED;
        }
        delivery.print(form);
        return ExitStatus.PASSED;
    }

    private int refused(Collection<String> problems) {
        problems.forEach(problem -> console.say(OneLine.of(problem)));
        return ExitStatus.UNUSABLE;
    }

    private Form form() {
        try {
            return Form.valueOf(as.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw unusable("--as must be curl, http or json: " + OneLine.of(as));
        }
    }

    private EarlierResults read(Path file) {
        try {
            return EarlierResults.read(file);
        } catch (IOException e) {
            throw unusable("--results " + file + ": " + OneLine.of(String.valueOf(e.getMessage())));
        }
    }

    private ChosenCase chosen(List<Compiled> compiled) {
        try {
            return ChosenCase.of(compiled, caseId);
        } catch (ChosenCase.NotOne e) {
            throw unusable(String.valueOf(e.getMessage()));
        }
    }

    private ParameterException unusable(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
