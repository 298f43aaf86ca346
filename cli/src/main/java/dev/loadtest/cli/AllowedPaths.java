package dev.loadtest.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** {@code --allow-path DIR}: folders besides the manifest's that its file sets may be read from. */
final class AllowedPaths {
    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    private List<Path> folders = List.of();

    @Option(
            names = "--allow-path",
            paramLabel = "DIR",
            description = "A folder that the manifest's files may be read from, besides its own. May be repeated.")
    void folders(List<Path> given) {
        folders = List.copyOf(given);
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                throw new ParameterException(
                        spec.commandLine(), "--allow-path must name a folder: " + OneLine.of(folder.toString()));
            }
        }
    }

    List<Path> folders() {
        return folders;
    }
}
