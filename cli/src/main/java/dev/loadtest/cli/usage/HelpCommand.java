package dev.loadtest.cli.usage;

import dev.loadtest.cli.process.ExitStatus;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code help [COMMAND]...}: prints the help of a command. */
@Command(
        name = "help",
        mixinStandardHelpOptions = true,
        description = "Explains a command: help run is the same as run --help.")
public final class HelpCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "The command, such as run or cluster watch.")
    private List<String> words = List.of();

    @Override
    public Integer call() {
        CommandLine explained = spec.parent().commandLine();
        for (String word : words) {
            CommandLine next = explained.getSubcommands().get(word);
            if (next == null) {
                throw new ParameterException(explained, Unmatched.unknownCommand(word, explained));
            }
            explained = next;
        }
        explained.usage(explained.getOut());
        return ExitStatus.PASSED;
    }
}
