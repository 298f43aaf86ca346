package dev.loadtest.cli;

import dev.loadtest.cli.cluster.ClusterCommand;
import dev.loadtest.cli.compare.CompareCommand;
import dev.loadtest.cli.display.Console;
import dev.loadtest.cli.display.TerminalFacts;
import dev.loadtest.cli.process.ExitStatus;
import dev.loadtest.cli.process.Program;
import dev.loadtest.cli.usage.CompletionCommand;
import dev.loadtest.cli.usage.HelpCommand;
import dev.loadtest.cli.usage.UsageErrors;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** Entry point. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        PrintStream out = utf8(FileDescriptor.out);
        PrintStream err = utf8(FileDescriptor.err);
        Console console = new Console(System.in, out, err, TerminalFacts.ofThisProcess());
        int status = commandLine(console, Program.of(System.getenv(), System.getProperty("loadtest.name")))
                .execute(arguments);
        out.flush();
        // Exits explicitly: event loops of a run that could not be closed must not keep the process alive.
        System.exit(out.checkError() && status == ExitStatus.PASSED ? ExitStatus.ERROR : status);
    }

    static CommandLine commandLine(Console console) {
        return commandLine(console, Program.LOCAL);
    }

    static CommandLine commandLine(Console console, Program program) {
        CommandLine command = program.plugin()
                ? cluster(console, program).setCommandName(program.name())
                : new CommandLine(new LoadtestCommand())
                        .setCommandName(program.name())
                        .addSubcommand(new DemoCommand(console, program))
                        .addSubcommand(new InitCommand(console, program))
                        .addSubcommand(new RunCommand(console, program))
                        .addSubcommand(new ListCommand(console))
                        .addSubcommand(new ValidateCommand(console))
                        .addSubcommand(new RequestCommand(console))
                        .addSubcommand(new CompareCommand(console))
                        .addSubcommand(cluster(console, program))
                        .addSubcommand(new CompletionCommand(console))
                        .addSubcommand(new HelpCommand());
        command.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
        command.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
        command.setAbbreviatedOptionsAllowed(false);
        command.setOverwrittenOptionsAllowed(false);
        command.setUsageHelpAutoWidth(false);
        command.setColorScheme(CommandLine.Help.defaultColorScheme(
                console.terminal().colour() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
        UsageErrors errors = new UsageErrors();
        command.setParameterExceptionHandler(errors);
        command.setExecutionExceptionHandler(errors);
        command.setExecutionStrategy(errors);
        return command;
    }

    /** Commands in a cluster; Kubernetes' classes are loaded by what they do, not by their being here. */
    private static CommandLine cluster(Console console, Program program) {
        return new CommandLine(new ClusterCommand(console, program))
                .addSubcommand(RunCommand.inCluster(console, program))
                .addSubcommand(new HelpCommand());
    }

    /** UTF-8 output, because case ids contain file names, whatever the terminal's locale. */
    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new PipeOutput(new FileOutputStream(descriptor)), false, StandardCharsets.UTF_8);
    }
}
