package dev.loadtest.cli;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in a few lines what is wrong with a command line, or with us. */
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
        err.println("\"" + command.getCommandSpec().qualifiedName() + " --help\" tells what each of them means");
        return ExitStatus.UNUSABLE;
    }

    /** What reaches this is a defect of ours: whoever sees it needs the trace to report it. */
    @Override
    public int handleExecutionException(Exception defect, CommandLine command, ParseResult arguments) {
        PrintWriter err = command.getErr();
        err.println("loadtest has a defect; please report this:");
        defect.printStackTrace(err);
        err.flush();
        return ExitStatus.ERROR;
    }
}
