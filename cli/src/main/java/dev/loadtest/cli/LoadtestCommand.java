package dev.loadtest.cli;

import dev.loadtest.cli.usage.MissingCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The root command. */
@Command(
        name = "./loadtest",
        mixinStandardHelpOptions = true,
        versionProvider = LoadtestCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Runs load tests on this machine or in a cluster, from the same manifests.",
        footer = {
            "",
            "Exit status: 0 Passed, 1 Failed, 2 unusable arguments or manifest, 3 Error or Invalid, 130 Aborted.",
        })
final class LoadtestCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        throw MissingCommand.of(spec);
    }

    /** The version from the jar's manifest. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = LoadtestCommand.class.getPackage().getImplementationVersion();
            return new String[] {
                "loadtest " + (version == null ? "(not packaged)" : version) + ", JDK " + Runtime.version()
            };
        }
    }
}
