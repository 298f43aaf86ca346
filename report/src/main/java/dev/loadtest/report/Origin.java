package dev.loadtest.report;

import java.util.List;

/**
 * The origin of a run: program, targets, command and manifest. Secrets in all texts are masked.
 *
 * @param version of this program; empty if unknown
 * @param targets the default one first
 * @param command that repeats the run, with its seed; empty if unknown
 * @param manifest as it was written, in YAML; empty if unknown
 */
public record Origin(String version, List<Target> targets, String command, String manifest) {
    public static final Origin UNKNOWN = new Origin("", List.of(), "", "");

    public Origin {
        targets = List.copyOf(targets);
    }

    /**
     * A target.
     *
     * @param name {@code default} for {@code spec.target}
     */
    public record Target(String name, String url) {}

    /** The version of this program; empty where it is not packaged. */
    public static String ownVersion() {
        String version = Origin.class.getPackage().getImplementationVersion();
        return version == null ? "" : version;
    }
}
