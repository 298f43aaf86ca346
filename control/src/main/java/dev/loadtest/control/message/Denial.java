package dev.loadtest.control.message;

import dev.loadtest.control.address.Cidr;
import java.util.List;

/**
 * Tells a worker of addresses that it may not connect to from now on, in addition to all denied so far.
 *
 * @param addresses addresses and CIDRs
 */
public record Denial(List<String> addresses) {

    /** @throws IllegalArgumentException if one of them is neither an address nor a CIDR */
    public Denial {
        addresses = List.copyOf(addresses);
        addresses.forEach(Cidr::parse);
    }

    /** The addresses as blocks. */
    public List<Cidr> blocks() {
        return addresses.stream().map(Cidr::parse).toList();
    }
}
