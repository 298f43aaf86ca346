package dev.loadtest.cli.process;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How this program was called, for what it tells its user to type.
 *
 * @param name as its user types it
 * @param plugin whether it is kubectl's, whose commands all work in a cluster
 */
public record Program(String name, boolean plugin) {
    public static final Program LOCAL = new Program("./loadtest", false);
    public static final Program KUBECTL = new Program("kubectl loadtest", true);

    /**
     * From what the start scripts set.
     *
     * @param name null for the start script of a working copy
     */
    public static Program of(Map<String, String> environment, @Nullable String name) {
        if (environment.containsKey("LOADTEST_KUBECTL")) {
            return KUBECTL;
        }
        return name == null ? LOCAL : new Program(name, false);
    }

    /** A command that works in a cluster, as its user types it. */
    public String inCluster(String words) {
        return name + (plugin ? " " : " cluster ") + words;
    }
}
