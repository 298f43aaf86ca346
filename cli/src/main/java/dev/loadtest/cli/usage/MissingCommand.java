package dev.loadtest.cli.usage;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** A command was called that only has subcommands. */
public final class MissingCommand {
    private MissingCommand() {}

    /** A problem that names the subcommands, in the order of the help. */
    public static ParameterException of(CommandSpec spec) {
        List<String> names = spec.subcommands().values().stream()
                .map(command -> command.getCommandName())
                .distinct()
                .toList();
        int last = names.size() - 1;
        return new ParameterException(
                spec.commandLine(),
                "a command is missing: " + String.join(", ", names.subList(0, last)) + " or " + names.get(last));
    }
}
