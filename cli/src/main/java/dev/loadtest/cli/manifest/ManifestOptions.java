package dev.loadtest.cli.manifest;

import dev.loadtest.cli.display.OneLine;
import dev.loadtest.cli.display.ShellWord;
import dev.loadtest.crds.manifest.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Options of every command that reads a manifest: its file, fields set on the command line, and folders it may read. */
public final class ManifestOptions {
    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            paramLabel = "FILE",
            description = "The manifest; - for standard input. Of several LoadTests in it each has its turn.")
    private Path file = Path.of("");

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

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "Sets a field of the manifest, such as spec.phases[1].rate.perSecond=200. May be repeated.")
    private List<String> settings = List.of();

    /** Values of {@code --set}, in order; unusable ones are refused together. */
    public List<Setting> settings() {
        List<Setting> read = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (String text : settings) {
            try {
                read.add(Setting.parse(text));
            } catch (IllegalArgumentException e) {
                problems.add("--set " + text + ": " + e.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new ParameterException(spec.commandLine(), String.join("; ", problems));
        }
        return read;
    }

    /** A command for the same manifest, its words quoted for a shell; empty if it came from standard input. */
    public String again(String command) {
        ManifestFile manifest = manifest();
        if (manifest.isStandardInput()) {
            return "";
        }
        StringBuilder words = new StringBuilder(command).append(' ').append(ShellWord.of(manifest.name()));
        folders.forEach(folder -> words.append(" --allow-path ").append(ShellWord.of(folder.toString())));
        settings.forEach(setting -> words.append(" --set ").append(ShellWord.of(setting)));
        return words.toString();
    }

    public ManifestFile manifest() {
        return new ManifestFile(file, folders);
    }
}
