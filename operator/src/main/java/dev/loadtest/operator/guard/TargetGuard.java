package dev.loadtest.operator.guard;

import dev.loadtest.control.address.Cidr;
import dev.loadtest.control.address.DeniedAddresses;
import dev.loadtest.control.address.IpLiteral;
import dev.loadtest.operator.settings.Settings.Targets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Decides whether a LoadTest may be aimed at a host, and which addresses its workers may connect to. Any thread. */
public final class TargetGuard {
    private final Targets targets;
    private final DeniedAddresses denied;
    private final List<Cidr> cidrs = new ArrayList<>();
    private final List<String> patterns = new ArrayList<>();

    /** @throws IllegalArgumentException where an entry of the settings cannot be read */
    public TargetGuard(Targets targets) {
        this.targets = targets;
        this.denied =
                new DeniedAddresses(targets.denied().stream().map(Cidr::parse).toList());
        for (String entry : targets.allow()) {
            if (entry.contains("/") || IpLiteral.looksNumeric(entry)) {
                cidrs.add(Cidr.parse(entry));
            } else {
                patterns.add(lower(entry));
            }
        }
    }

    /** What came of it. */
    public sealed interface Answer {}

    /** @param addresses those that may be connected to; the always denied ones are not, even where they lie within */
    public record Allowed(List<Cidr> addresses) implements Answer {
        public Allowed {
            addresses = List.copyOf(addresses);
        }
    }

    /** @param reason a sentence without a full stop, to stand behind {@code spec.target.url} */
    public record Denied(String reason) implements Answer {}

    /** The name of the Service in the LoadTest's own namespace that a host names; empty where it names none. */
    public Optional<String> serviceName(String host, String namespace) {
        if (IpLiteral.looksNumeric(host)) {
            return Optional.empty();
        }
        String name = stripDot(lower(host));
        List<String> suffixes =
                List.of("." + namespace + ".svc." + targets.clusterDomain(), "." + namespace + ".svc", "." + namespace);
        for (String suffix : suffixes) {
            if (name.endsWith(suffix)) {
                name = name.substring(0, name.length() - suffix.length());
                break;
            }
        }
        return name.isEmpty() || name.contains(".") ? Optional.empty() : Optional.of(name);
    }

    /** @param service the Service that {@link #serviceName} names, empty where there is none */
    public Answer decide(String host, Optional<TargetService> service) {
        Optional<byte[]> literal = IpLiteral.parse(host);
        if (literal.isPresent()) {
            return ofAddress(host, literal.get());
        }
        if (IpLiteral.looksNumeric(host)) {
            return new Denied("\"" + host + "\" is an unusual way to write an address; write it in four decimal parts");
        }
        if (service.isPresent()) {
            return ofService(host, service.get());
        }
        if (patterns.stream().anyMatch(pattern -> matches(pattern, stripDot(lower(host))))) {
            return new Allowed(List.of(Cidr.parse("0.0.0.0/0"), Cidr.parse("::/0")));
        }
        if (!cidrs.isEmpty() && host.contains(".")) {
            return new Allowed(cidrs);
        }
        return new Denied("\"" + host
                + "\" is not a Service of this namespace, and the operator's targets.allow does not " + "name it");
    }

    private Answer ofAddress(String host, byte[] address) {
        Optional<String> why = denied.reason(address);
        if (why.isPresent()) {
            return new Denied("\"" + host + "\" is " + why.get() + ", which is never a target in a cluster");
        }
        if (cidrs.stream().noneMatch(cidr -> cidr.contains(address))) {
            return new Denied("the operator's targets.allow does not hold the address \"" + host + "\"");
        }
        byte[] reached = IpLiteral.unmapped(address);
        return new Allowed(List.of(new Cidr(reached, reached.length * 8)));
    }

    private Answer ofService(String host, TargetService service) {
        if (service.externalName()) {
            return new Denied("\"" + host + "\" is a Service of type ExternalName, which leads out of the namespace");
        }
        for (String address : Stream.concat(service.clusterIps().stream(), service.endpoints().stream())
                .toList()) {
            Optional<String> why = denied.reason(Cidr.parse(address).network());
            if (why.isPresent()) {
                return new Denied("\"" + host + "\" leads to " + address + ", " + why.get());
            }
        }
        List<Cidr> addresses = service.addresses().stream().map(Cidr::parse).toList();
        return addresses.isEmpty()
                ? new Denied("the Service \"" + host + "\" has no address yet")
                : new Allowed(addresses);
    }

    /** A leading {@code *.} stands for one or more labels; nothing else is a wildcard. */
    private static boolean matches(String pattern, String host) {
        return pattern.startsWith("*.")
                ? host.endsWith(pattern.substring(1)) && host.length() > pattern.length() - 1
                : host.equals(pattern);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static String stripDot(String host) {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }
}
