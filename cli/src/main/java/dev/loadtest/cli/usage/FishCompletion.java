package dev.loadtest.cli.usage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A completion script for fish, as its {@code complete} command documents it: one line for each command and option, with
 * the condition under which it is offered. Pure: no I/O.
 */
final class FishCompletion {
    private final String name;
    private final List<String> lines = new ArrayList<>();

    private FishCompletion(String name) {
        this.name = name;
    }

    /** @param name the program's file name */
    static String of(String name, CommandLine root) {
        FishCompletion script = new FishCompletion(name);
        script.lines.add("# Completion of " + name + " for fish, made by: " + name + " completion fish");
        script.lines.add("complete -c " + name + " -f");
        script.command(root, List.of());
        return String.join("\n", script.lines) + "\n";
    }

    private void command(CommandLine command, List<String> path) {
        CommandSpec spec = command.getCommandSpec();
        String here = seen(command, path);
        String next = here + "; and not __fish_seen_subcommand_from "
                + String.join(" ", spec.subcommands().keySet());
        spec.subcommands()
                .forEach((word, sub) -> add(
                        next,
                        " -a " + word
                                + description(
                                        sub.getCommandSpec().usageMessage().description())));
        spec.options().stream().filter(option -> !option.hidden()).forEach(option -> option(here, option));
        spec.positionalParameters().forEach(parameter -> parameter(here, parameter));
        spec.subcommands().forEach((word, sub) -> {
            List<String> deeper = new ArrayList<>(path);
            deeper.add(word);
            command(sub, deeper);
        });
    }

    /** A condition in fish: the words of the path were typed, and no other command with subcommands of the same names. */
    private static String seen(CommandLine command, List<String> path) {
        if (path.isEmpty()) {
            return "true";
        }
        String all =
                path.stream().map(word -> "__fish_seen_subcommand_from " + word).collect(Collectors.joining("; and "));
        CommandLine root = command.getCommandSpec().root().commandLine();
        return all
                + root.getSubcommands().entrySet().stream()
                        .filter(other -> !other.getValue().getSubcommands().isEmpty())
                        .filter(other -> !other.getKey().equals(path.getFirst()))
                        .map(other -> "; and not __fish_seen_subcommand_from " + other.getKey())
                        .collect(Collectors.joining());
    }

    private void option(String here, OptionSpec option) {
        StringBuilder text = new StringBuilder();
        for (String word : option.names()) {
            text.append(word.startsWith("--") ? " -l " + word.substring(2) : " -s " + word.substring(1));
        }
        if (option.arity().max() > 0) {
            text.append(isFile(option) ? " -r -F" : " -x").append(candidates(option));
        }
        add(here, text + description(option.description()));
    }

    private void parameter(String here, PositionalParamSpec parameter) {
        if (isFile(parameter)) {
            add(here, " -F");
        } else if (parameter.completionCandidates() != null) {
            add(here, candidates(parameter));
        }
    }

    private static boolean isFile(ArgSpec argument) {
        return argument.type() == Path.class
                || (argument.auxiliaryTypes().length > 0 && argument.auxiliaryTypes()[0] == Path.class);
    }

    private static String candidates(ArgSpec argument) {
        Iterable<String> words = argument.completionCandidates();
        return words == null
                ? ""
                : " -a "
                        + quoted(
                                StreamSupport.stream(words.spliterator(), false).collect(Collectors.joining(" ")));
    }

    /** The first sentence. */
    private static String description(String[] paragraphs) {
        if (paragraphs.length == 0) {
            return "";
        }
        String first = paragraphs[0].split("[.;] |\\.$", 2)[0];
        return " -d " + quoted(first);
    }

    private void add(String condition, String rest) {
        lines.add("complete -c " + name + " -n " + quoted(condition) + rest);
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
