package dev.loadtest.cli.output;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Writes files that do not exist yet: all of them or none. */
public final class NewFiles {
    private NewFiles() {}

    /**
     * Writes them into folders that are made as needed. A file that has its content already is left alone.
     *
     * @param force whether existing files are overwritten
     * @return existing files with other content; if there are any, nothing is written
     */
    public static List<Path> write(Map<Path, byte[]> contents, boolean force) throws IOException {
        List<Path> inTheWay = contents.entrySet().stream()
                .filter(file -> !force && isOther(file.getKey(), file.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        if (!inTheWay.isEmpty()) {
            return inTheWay;
        }
        for (Map.Entry<Path, byte[]> file : contents.entrySet()) {
            write(file.getKey(), file.getValue(), force);
        }
        return List.of();
    }

    private static void write(Path file, byte[] content, boolean force) throws IOException {
        Path folder = file.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        if (force) {
            Files.write(file, content);
            return;
        }
        try {
            Files.write(file, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException same) {
            if (isOther(file, content)) {
                throw same;
            }
        }
    }

    private static boolean isOther(Path file, byte[] content) {
        try {
            return Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Arrays.equals(Files.readAllBytes(file), content);
        } catch (IOException unreadable) {
            return true;
        }
    }
}
