package dev.loadtest.cli;

import dev.loadtest.cli.display.OneLine;
import dev.loadtest.cli.process.ExitStatus;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reports unusable arguments, and defects of this program. */
final class UsageErrors implements IParameterExceptionHandler, IExecutionExceptionHandler {

    @Override
    public int handleParseException(ParameterException problem, String[] arguments) {
        CommandLine command = problem.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("loadtest: " + OneLine.of(String.valueOf(problem.getMessage())));
        if (problem instanceof UnmatchedArgumentException unmatched) {
            List<String> suggestions = unmatched.getSuggestions();
            if (!suggestions.isEmpty()) {
                err.println("did you mean " + String.join(" or ", suggestions) + "?");
            }
        }
        String synopsis = command.getHelp().synopsis(0).strip();
        err.println("usage: " + synopsis);
        err.println("\"" + command.getCommandSpec().qualifiedName() + " --help\" explains each of them");
        return ExitStatus.UNUSABLE;
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
