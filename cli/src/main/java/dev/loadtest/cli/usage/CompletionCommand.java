package dev.loadtest.cli.usage;

import dev.loadtest.cli.display.Console;
import dev.loadtest.cli.process.ExitStatus;
import dev.loadtest.engine.plan.syntax.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code completion SHELL}: prints a script that completes commands and options. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = "Prints a script with which bash, zsh or fish completes commands and options.",
        footer = {
            "",
            "To complete them in every new shell:",
            "  bash  ./loadtest completion bash > ~/.local/share/bash-completion/completions/loadtest",
            "  zsh   ./loadtest completion zsh > ~/.loadtest-completion; echo 'source ~/.loadtest-completion' >> ~/.zshrc",
            "  fish  ./loadtest completion fish > ~/.config/fish/completions/loadtest.fish",
        })
public final class CompletionCommand implements Callable<Integer> {
    private static final List<String> SHELLS = List.of("bash", "zsh", "fish");

    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "SHELL",
            completionCandidates = Shells.class,
            description = "One of ${COMPLETION-CANDIDATES}.")
    private String shell = "";

    public CompletionCommand(Console console) {
        this.console = console;
    }

    /** The shells, for the help and for the scripts themselves. */
    static final class Shells extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Shells() {
            super(SHELLS);
        }
    }

    @Override
    public Integer call() {
        CommandLine root = spec.root().commandLine();
        String name = fileName(root.getCommandName());
        console.out()
                .print(
                        switch (shell) {
                            // Zsh reads the script by bashcompinit, which the script itself starts.
                            case "bash", "zsh" -> AutoComplete.bash(name, root);
                            case "fish" -> FishCompletion.of(name, root);
                            default ->
                                throw new ParameterException(
                                        spec.commandLine(),
                                        "SHELL must be bash, zsh or fish: " + shell
                                                + Suggestion.didYouMean(shell, SHELLS));
                        });
        return ExitStatus.PASSED;
    }

    /** The file name: shells look up completions of a command without its folder. */
    private static String fileName(String command) {
        return command.substring(command.lastIndexOf('/') + 1);
    }
}
