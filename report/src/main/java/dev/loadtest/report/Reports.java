package dev.loadtest.report;

import dev.loadtest.engine.result.RunResult;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** The reports of a finished run as files. */
public final class Reports {
    private Reports() {}

    /**
     * Writes {@code results.json}, {@code junit.xml} and {@code report.html} into a folder, and {@code
     * samples/manifest.json} if the run kept samples or an older manifest exists. Creates the folder. Each file appears
     * complete or not at all; files of an earlier run are replaced.
     *
     * @throws IOException if a file cannot be written; those already written stay
     */
    public static void write(RunResult result, Origin origin, Path directory) throws IOException {
        Path manifest = directory.resolve("samples").resolve("manifest.json");
        if (!result.samples().isEmpty() || Files.exists(manifest)) {
            write(manifest, out -> SamplesManifest.write(result, out));
        }
        write(directory.resolve("junit.xml"), out -> JunitXml.write(result, out));
        write(directory.resolve("report.html"), out -> HtmlReport.write(result, origin, Detail.FULL, out));
        // Written last: its presence shows that the others are complete.
        write(directory.resolve("results.json"), out -> ResultsJson.write(result, origin, Detail.FULL, out));
    }

    /** Writes to a temporary file beside the target, forces it to disk, and renames it. */
    private static void write(Path target, Content content) throws IOException {
        Files.createDirectories(target.getParent());
        Path temporary = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
        try {
            try (FileChannel file =
                    FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(file), 1 << 16);
                content.write(out);
                out.flush();
                file.force(true);
            }
            move(temporary, target);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Writes the content of a file. */
    private interface Content {
        void write(OutputStream out) throws IOException;
    }
}
