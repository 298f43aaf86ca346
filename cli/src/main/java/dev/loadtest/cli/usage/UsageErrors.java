package dev.loadtest.cli.usage;

import dev.loadtest.cli.display.OneLine;
import dev.loadtest.cli.process.ExitStatus;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reports unusable arguments, and defects of this program. */
public final class UsageErrors implements IParameterExceptionHandler, IExecutionExceptionHandler, IExecutionStrategy {

    /** Lets an {@link Error} end the command as an exception does: the status of an uncaught one means Failed. */
    @Override
    public int execute(ParseResult arguments) {
        try {
            return new RunLast().execute(arguments);
        } catch (Error defect) {
            throw new ExecutionException(arguments.commandSpec().commandLine(), String.valueOf(defect), defect);
        }
    }

    @Override
    public int handleParseException(ParameterException problem, String[] arguments) {
        CommandLine command = problem.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("loadtest: " + OneLine.of(message(problem)));
        String synopsis = command.getHelp().synopsis(0).strip();
        err.println("usage: " + synopsis);
        err.println("\"" + command.getCommandSpec().qualifiedName() + " --help\" explains each of them");
        return ExitStatus.UNUSABLE;
    }

    private static String message(ParameterException problem) {
        return problem instanceof UnmatchedArgumentException unmatched
                ? Unmatched.message(unmatched)
                : String.valueOf(problem.getMessage());
    }

    /** A defect of this program: prints the stack trace for a report. */
    @Override
    public int handleExecutionException(Exception defect, CommandLine command, ParseResult arguments) {
        PrintWriter err = command.getErr();
        err.println("loadtest has a defect; please report this:");
        defect.printStackTrace(err);
        err.flush();
        return ExitStatus.ERROR;
    }
}
