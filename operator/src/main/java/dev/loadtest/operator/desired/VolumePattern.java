package dev.loadtest.operator.desired;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A set of files of a volume: those of one folder, which is what pods mount, with names that match a pattern.
 *
 * @param folder relative to the volume; empty for its root
 * @param glob of file names
 */
public record VolumePattern(String folder, String glob) {
    private static final Pattern WILDCARD = Pattern.compile("[*?\\[{\\\\]");

    /** Empty if invalid: it leads out of the volume, or has a wildcard in a folder's name. */
    public static Optional<VolumePattern> parse(String path) {
        int slash = path.lastIndexOf('/');
        String folder = slash < 0 ? "" : path.substring(0, slash);
        String glob = path.substring(slash + 1);
        boolean stays = !path.startsWith("/")
                && (folder.isEmpty()
                        || Arrays.stream(folder.split("/", -1))
                                .allMatch(part -> !part.isEmpty() && !part.equals(".") && !part.equals("..")));
        boolean plain = !WILDCARD.matcher(folder).find() && !glob.isEmpty() && !glob.contains("**");
        return stays && plain ? Optional.of(new VolumePattern(folder, glob)) : Optional.empty();
    }
}
