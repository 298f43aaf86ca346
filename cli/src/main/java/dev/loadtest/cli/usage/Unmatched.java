package dev.loadtest.cli.usage;

import dev.loadtest.engine.plan.syntax.Suggestion;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.UnmatchedArgumentException;

/** Explains arguments that a command does not have, with the word that was probably meant. */
final class Unmatched {
    private Unmatched() {}

    static String message(UnmatchedArgumentException problem) {
        CommandLine command = problem.getCommandLine();
        String first = problem.getUnmatched().getFirst();
        if (first.startsWith("-")) {
            return "there is no option " + name(first) + Suggestion.didYouMean(name(first), options(command));
        }
        return command.getSubcommands().isEmpty()
                ? String.valueOf(problem.getMessage())
                : unknownCommand(first, command);
    }

    /** @param parent the command that has no such subcommand */
    static String unknownCommand(String word, CommandLine parent) {
        return "there is no command " + word
                + Suggestion.didYouMean(word, parent.getSubcommands().keySet());
    }

    /** An option without its value: {@code --workers} of {@code --workers=3}. */
    private static String name(String option) {
        return option.split("=", 2)[0];
    }

    private static List<String> options(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .filter(option -> !option.hidden())
                .flatMap(option -> Stream.of(option.names()))
                .toList();
    }
}
