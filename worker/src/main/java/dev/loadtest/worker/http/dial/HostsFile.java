package dev.loadtest.worker.http.dial;

import io.netty.resolver.HostsFileEntriesProvider;
import io.netty.util.NetUtil;
import java.io.File;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names known to this machine, with all their addresses: the hosts file's, and {@code localhost}, which RFC 6761
 * section 6.3 reserves.
 */
final class HostsFile {
    private static final List<InetAddress> LOOPBACK = List.of(NetUtil.LOCALHOST4, NetUtil.LOCALHOST6);

    private final HostsFileEntriesProvider entries;

    private HostsFile(HostsFileEntriesProvider entries) {
        this.entries = entries;
    }

    /**
     * The current file; an unreadable one counts as empty. Blocks.
     *
     * @param path null for the machine's own
     */
    static HostsFile read(@Nullable String path) {
        HostsFileEntriesProvider.Parser parser = HostsFileEntriesProvider.parser();
        return new HostsFile(
                path == null ? parser.parseSilently() : parser.parseSilently(new File(path), StandardCharsets.UTF_8));
    }

    /** In the order of the file, IPv4 first; empty for an unknown name. */
    List<InetAddress> addresses(String name) {
        String plain = (name.endsWith(".") ? name.substring(0, name.length() - 1) : name).toLowerCase(Locale.ROOT);
        List<InetAddress> found = new ArrayList<>(new LinkedHashSet<>(of(entries.ipv4Entries(), plain)));
        found.addAll(new LinkedHashSet<>(of(entries.ipv6Entries(), plain)));
        boolean isLocal = plain.equals("localhost") || plain.endsWith(".localhost");
        return found.isEmpty() && isLocal ? LOOPBACK : found;
    }

    private static List<InetAddress> of(Map<String, List<InetAddress>> entries, String name) {
        return entries.getOrDefault(name, List.of());
    }
}
