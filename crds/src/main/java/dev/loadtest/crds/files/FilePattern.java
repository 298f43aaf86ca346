package dev.loadtest.crds.files;

import dev.loadtest.engine.plan.syntax.Glob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A file pattern, split before its first wildcard: only the folder in front of it is walked.
 *
 * @param start folder to walk; the file itself if the pattern has no wildcard
 * @param glob of paths relative to {@code start}; null if the pattern has no wildcard
 * @param depth maximum depth of a match below {@code start}
 */
record FilePattern(Path start, @Nullable Glob glob, int depth) {
    private static final int MAX_DEPTH = 20;
    private static final int MAX_VISITED = 100_000;

    static FilePattern of(Path folder, String pattern) {
        int wildcard = firstWildcard(pattern);
        if (wildcard < 0) {
            return new FilePattern(folder.resolve(pattern), null, 0);
        }
        int slash = pattern.lastIndexOf('/', wildcard);
        Path start = folder.resolve(slash < 0 ? "" : pattern.substring(0, slash + 1));
        String rest = pattern.substring(slash + 1);
        boolean anyDepth = rest.contains("**");
        int depth =
                anyDepth ? MAX_DEPTH : (int) rest.chars().filter(c -> c == '/').count() + 1;
        return new FilePattern(start, Glob.parse(rest), depth);
    }

    private static int firstWildcard(String pattern) {
        for (int i = 0; i < pattern.length(); i++) {
            if ("*?[{\\".indexOf(pattern.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    /** Matching regular files, at most {@code limit}, unordered. */
    List<Path> find(int limit) throws IOException {
        if (glob == null) {
            return Files.isRegularFile(start) ? List.of(start) : List.of();
        }
        if (!Files.isDirectory(start)) {
            return List.of();
        }
        List<Path> found = new ArrayList<>();
        int visited = 0;
        try (Stream<Path> walk = Files.walk(start, depth)) {
            for (Iterator<Path> entries = walk.iterator(); entries.hasNext() && found.size() < limit; ) {
                Path entry = entries.next();
                if (++visited > MAX_VISITED) {
                    throw new IOException("more than " + MAX_VISITED + " files and folders lie below " + start);
                }
                if (glob.matches(start.relativize(entry).toString()) && Files.isRegularFile(entry)) {
                    found.add(entry);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return found;
    }
}
