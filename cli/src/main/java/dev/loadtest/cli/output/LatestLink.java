package dev.loadtest.cli.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The link {@code latest} beside the folders of a LoadTest's runs, to the run whose results were written last. A reader
 * finds either the old target or the new one.
 */
final class LatestLink {
    static final String NAME = "latest";

    private LatestLink() {}

    /**
     * Points the link at a run.
     *
     * @param run its folder
     * @throws IOException if the file system has no symbolic links, the user may not create them, or something else has
     *     the link's name; the message says which
     */
    static void to(Path run) throws IOException {
        Path runs = run.toAbsolutePath().getParent();
        Path link = runs.resolve(NAME);
        if (Files.exists(link, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(link)) {
            throw new IOException("it exists and is no link");
        }
        // Of its own name, so that two runs that end together never replace each other's.
        Path fresh = runs.resolve("." + NAME + "-" + run.getFileName());
        try {
            Files.createSymbolicLink(fresh, run.getFileName());
            Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE);
        } catch (UnsupportedOperationException e) {
            throw new IOException("this file system has no symbolic links", e);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
