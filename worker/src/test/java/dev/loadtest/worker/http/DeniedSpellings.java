package dev.loadtest.worker.http;

import dev.loadtest.control.address.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Spellings of addresses that no worker in a cluster may reach, as authorities of a URL. */
final class DeniedSpellings {
    private static final List<int[]> V4 = List.of(
            new int[] {127, 0, 0, 1},
            new int[] {169, 254, 169, 254},
            new int[] {10, 96, 0, 1},
            new int[] {100, 100, 100, 200},
            new int[] {168, 63, 129, 16},
            new int[] {192, 0, 0, 192},
            new int[] {0, 0, 0, 0},
            new int[] {224, 0, 0, 1},
            new int[] {255, 255, 255, 255},
            new int[] {169, 254, 0, 23});
    private static final List<String> V6 = List.of(
            "::1",
            "::",
            "fe80::1",
            "fe80::a9fe:a9fe",
            "ff02::1",
            "fd00:ec2::254",
            "fd00:ec2::23",
            "fd20:ce::254",
            "fd00:c1::a9fe:a9fe");

    private DeniedSpellings() {}

    static List<String> all() {
        List<String> all = new ArrayList<>();
        V4.forEach(parts -> {
            addNumbers(parts, all);
            addEmbedded(parts, all);
            addTricks(text(parts), all);
        });
        for (String address : V6) {
            all.add("[" + address + "]");
            all.add("[" + address.toUpperCase(Locale.ROOT) + "]");
            all.add("[" + address + "%25eth0]");
            all.add("[" + address + "%eth0]");
            String full = Cidr.parse(address).toString().replaceAll("/.*", "");
            all.add("[" + full + "]");
            addTricks("[" + address + "]", all);
        }
        all.addAll(List.of("localhost", "LOCALHOST", "localhost.", "LocalHost."));
        return all;
    }

    private static String text(int[] p) {
        return p[0] + "." + p[1] + "." + p[2] + "." + p[3];
    }

    private static void addNumbers(int[] p, List<String> all) {
        long whole = ((long) p[0] << 24) | p[1] << 16 | p[2] << 8 | p[3];
        all.add(text(p));
        all.add(text(p) + ".");
        all.add(String.valueOf(whole));
        all.add("0x" + Long.toHexString(whole));
        all.add("0X" + Long.toHexString(whole).toUpperCase(Locale.ROOT));
        all.add("0" + Long.toOctalString(whole));
        all.add(p[0] + "." + (p[1] << 16 | p[2] << 8 | p[3]));
        all.add(p[0] + "." + p[1] + "." + (p[2] << 8 | p[3]));
        all.add(String.format("0%o.0%o.0%o.0%o", p[0], p[1], p[2], p[3]));
        all.add(String.format("0x%x.0x%x.0x%x.0x%x", p[0], p[1], p[2], p[3]));
        all.add(String.format("%03d.%03d.%03d.%03d", p[0], p[1], p[2], p[3]));
        all.add(String.format("0x%x.%d.0%o.%d", p[0], p[1], p[2], p[3]));
    }

    private static void addEmbedded(int[] p, List<String> all) {
        String hex = String.format("%02x%02x:%02x%02x", p[0], p[1], p[2], p[3]);
        for (String form : List.of(
                "::ffff:" + text(p),
                "::ffff:" + hex,
                "::FFFF:" + hex.toUpperCase(Locale.ROOT),
                "0:0:0:0:0:ffff:" + hex,
                "::" + text(p),
                "::" + hex,
                "::ffff:0:" + hex,
                "64:ff9b::" + text(p),
                "64:ff9b::" + hex,
                "64:FF9B:1::" + hex,
                String.format("64:ff9b:1:%02x%02x:%02x:%02x00::", p[0], p[1], p[2], p[3]),
                "2002:" + hex + "::1",
                "2002:" + hex + ":1:2:3:4:5",
                "2001:0:" + hex + "::1",
                String.format("2001:0:808:808::%02x%02x:%02x%02x", p[0] ^ 0xff, p[1] ^ 0xff, p[2] ^ 0xff, p[3] ^ 0xff),
                "2a00:1450::5efe:" + hex,
                "2a00:1450::200:5efe:" + hex)) {
            all.add("[" + form + "]");
        }
    }

    /** Tricks upon readers of URLs. */
    private static void addTricks(String host, List<String> all) {
        all.add("localhost@" + host);
        all.add("localhost:80@" + host);
        all.add("user:pass@" + host);
        all.add("localhost%40" + host);
        all.add("localhost\\@" + host);
        all.add("localhost#@" + host);
        all.add(host.replace("1", "%31"));
        all.add(host.replace("1", "\uff11"));
        all.add(host.replace(".", "\u3002"));
        all.add(host.replace(".", "%2e"));
        all.add(host + "%00.localhost");
        all.add(host + "%2f.localhost");
        all.add("localhost;" + host);
        all.add(" " + host);
        all.add(host + "\t");
    }
}
