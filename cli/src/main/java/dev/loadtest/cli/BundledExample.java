package dev.loadtest.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An example from the program's jar, copied to a temporary folder until it is closed. */
final class BundledExample implements AutoCloseable {
    private final Path folder;

    private BundledExample(Path folder) {
        this.folder = folder;
    }

    /** @param name of the example's folder */
    static BundledExample open(String name) throws IOException {
        String manifest = "/examples/" + name + "/loadtest.yaml";
        URL found = BundledExample.class.getResource(manifest);
        if (found == null) {
            throw new IOException("this build contains no example " + manifest);
        }
        BundledExample example = new BundledExample(Files.createTempDirectory("loadtest-"));
        try {
            example.copy(found.toURI());
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
        return example;
    }

    private void copy(URI manifest) throws IOException {
        if (manifest.getScheme().equals("jar")) {
            try (FileSystem jar = FileSystems.newFileSystem(manifest, Map.of())) {
                copyBeside(jar.provider().getPath(manifest));
            }
        } else {
            copyBeside(Path.of(manifest));
        }
    }

    private void copyBeside(Path manifest) throws IOException {
        Path from = manifest.getParent();
        List<Path> all;
        try (Stream<Path> walk = Files.walk(from)) {
            all = walk.toList();
        }
        for (Path path : all) {
            Path to = folder.resolve(from.relativize(path).toString());
            if (Files.isDirectory(path)) {
                Files.createDirectories(to);
            } else {
                Files.copy(path, to);
            }
        }
    }

    Path manifest() {
        return folder.resolve("loadtest.yaml");
    }

    @Override
    public void close() throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }
}
